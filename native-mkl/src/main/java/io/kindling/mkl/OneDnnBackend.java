package io.kindling.mkl;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compiles graphs to plans of oneDNN primitives, which run on threads of its own: a team of
 * OpenMP's behind one thread, or a crew that shares the rows of small graphs with whoever runs
 * them. What is done before another thread has heard of it runs on the caller's.
 */
final class OneDnnBackend implements Backend {
  static final String NAME = "onednn";

  private static final String THREAD = "kindling-onednn";

  private final int threads;
  private final long leastShare;
  private final ComputeThread compute;
  private final Engine engine;
  private final SlowPrimitives slow = new SlowPrimitives();
  private final Set<Plan> plans = new HashSet<>();
  private final String library;
  private Optional<Crew> crew = Optional.empty();
  private Optional<Crew> others = Optional.empty();

  private OneDnnBackend(
      int threads, long leastShare, ComputeThread compute, Engine engine, String library) {
    this.threads = threads;
    this.leastShare = leastShare;
    this.compute = compute;
    this.engine = engine;
    this.library = library;
  }

  /** Opens a backend on the library that was loaded from a file. */
  static OneDnnBackend open(int threads, String library) {
    return open(threads, Lanes.LEAST_SHARE, library);
  }

  /**
   * Opens a backend that takes tiles where each of several threads has at least so much to
   * multiply.
   */
  static OneDnnBackend open(int threads, long leastShare, String library) {
    ComputeThread compute = ComputeThread.start(THREAD);
    try {
      Engine engine =
          compute.call(
              () -> {
                // Thread counts are fixed when a primitive is created, on the thread that does so.
                OpenMp.of(library).threads(threads);
                return Engine.open();
              });
      return new OneDnnBackend(threads, leastShare, compute, engine, library);
    } catch (RuntimeException e) {
      compute.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return OneDnnLibrary.description();
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public Optional<String> unsupported(Precision precision) {
    return precision == Precision.FLOAT32 ? Optional.empty() : OneDnnLibrary.withoutBfloat16();
  }

  @Override
  public Plan compile(Graph graph, CompileOptions options) {
    requireSupported(options.precision());
    if (hasEmptyTensor(graph, options.batch())) {
      // oneDNN has no tensors without elements; there is nothing to compute but zeros.
      return new ReferenceBackend().compile(graph, options.precision(Precision.FLOAT32));
    }
    LiveNodes live = LiveNodes.of(graph);
    Effort effort = Effort.of(live, options.batch());
    Optional<RowParts> parts =
        effort.isTiny(threads)
            ? Optional.empty()
            : RowParts.of(graph, live, options.batch(), threads);
    Plan plan;
    if (parts.isPresent()) {
      plan = parted(graph, options, parts.get());
    } else if (effort.isSmall(threads)) {
      plan = alone(graph, options);
    } else {
      plan = whole(graph, options);
    }
    synchronized (plans) {
      plans.add(plan);
    }
    return plan;
  }

  private Plan whole(Graph graph, CompileOptions options) {
    Lanes lanes = new Lanes(threads, leastShare, OpenMp.of(library), this::others);
    PlanCompiler compiler = new PlanCompiler(graph, options, engine, slow, Optional.of(lanes));
    CompiledSteps steps = compute.call(compiler::compile);
    return new OneDnnPlan(steps, compute::run, options.batch(), this::forget);
  }

  /** Returns a plan that runs on the thread of whoever runs it, with a stream of its own. */
  private Plan alone(Graph graph, CompileOptions options) {
    requireOpen();
    OpenMp openMp = OpenMp.of(library);
    Lanes lanes = new Lanes(1, leastShare, openMp, Optional::empty);
    Engine own = Engine.open();
    try {
      PlanCompiler compiler = new PlanCompiler(graph, options, own, slow, Optional.of(lanes));
      CompiledSteps steps = openMp.getAlone(compiler::compile);
      return new OneDnnPlan(
          steps,
          openMp::alone,
          options.batch(),
          plan -> {
            own.close();
            forget(plan);
          });
    } catch (RuntimeException | OutOfMemoryError e) {
      own.close();
      throw e;
    }
  }

  private Plan parted(Graph graph, CompileOptions options, RowParts parts) {
    return PartedPlan.compile(
        graph, options, parts, crew(), OpenMp.of(library), slow, this::forget);
  }

  /** Returns the threads beside the compute thread that share steps with it. */
  private synchronized Optional<Crew> others() {
    requireOpen();
    if (others.isEmpty() && threads > 1) {
      others = Optional.of(Crew.startSleeping(THREAD, threads - 1, library));
    }
    return others;
  }

  private void requireOpen() {
    if (compute.isClosed()) {
      throw new IllegalStateException(
          THREAD + ": expected an open backend, got a closed one. Open another.");
    }
  }

  /** Returns the threads beside the caller's that share the rows of small graphs with it. */
  private synchronized Crew crew() {
    requireOpen();
    if (crew.isEmpty()) {
      crew = Optional.of(Crew.startAwake(THREAD, threads - 1, library));
    }
    return crew.get();
  }

  private static boolean hasEmptyTensor(Graph graph, long batch) {
    return Stream.concat(
            Stream.concat(graph.inputs().stream(), graph.parameters().stream().map(p -> p.value())),
            graph.nodes().stream()
                .flatMap(node -> Stream.concat(node.inputs().stream(), node.outputs().stream())))
        .map(Value::shape)
        .anyMatch(shape -> shape.bind(batch).size() == 0);
  }

  private void forget(Plan plan) {
    synchronized (plans) {
      plans.remove(plan);
    }
  }

  /** Closes the plans that are still open, and ends the thread with its OpenMP team. */
  @Override
  public void close() {
    Set<Plan> open;
    synchronized (plans) {
      open = Set.copyOf(plans);
    }
    open.forEach(Plan::close);
    synchronized (this) {
      crew.ifPresent(Crew::close);
      others.ifPresent(Crew::close);
    }
    if (!compute.isClosed()) {
      compute.run(engine::close);
      compute.close();
    }
  }
}
