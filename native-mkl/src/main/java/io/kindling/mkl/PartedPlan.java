package io.kindling.mkl;

import io.kindling.backend.CompileOptions;
import io.kindling.backend.OutputListener;
import io.kindling.backend.Plan;
import io.kindling.backend.PlanMemory;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.mkl.RowWise.Kind;
import io.kindling.tensor.Arena;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A plan that computes the parts of its batch apart: each part is a plan of one thread over its
 * rows of the inputs and outputs, and what is summed over rows is added up when all are done.
 */
final class PartedPlan implements Plan {
  private final RowParts parts;
  private final PlanMemory memory;
  private final Arena arena;
  private final Crew crew;
  private final OpenMp openMp;
  private final OutputListener listener;
  private final Consumer<Plan> onClose;
  private final List<CompiledSteps> steps = new ArrayList<>();
  private final List<Engine> engines = new ArrayList<>();
  private final List<PartSum> sums = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final Runnable work = this::work;
  private final Runnable all;
  private boolean closed;

  private PartedPlan(
      RowParts parts,
      PlanMemory memory,
      Arena arena,
      Crew crew,
      OpenMp openMp,
      OutputListener listener,
      Consumer<Plan> onClose) {
    this.parts = parts;
    this.memory = memory;
    this.arena = arena;
    this.crew = crew;
    this.openMp = openMp;
    this.all = () -> crew.runWithCaller(work);
    this.listener = listener;
    this.onClose = onClose;
  }

  /**
   * Compiles all parts on the caller's thread; on failure everything native is freed.
   *
   * @param crew the threads beside that of whoever runs the plan, which is one of those that work:
   *     it need not be woken, nor wake up when the others have ended
   */
  static PartedPlan compile(
      Graph graph,
      CompileOptions options,
      RowParts parts,
      Crew crew,
      OpenMp openMp,
      SlowPrimitives slow,
      Consumer<Plan> onClose) {
    Arena arena = Arena.open();
    try {
      PlanMemory memory = PlanMemory.of(graph, options, arena);
      PartedPlan plan =
          new PartedPlan(parts, memory, arena, crew, openMp, options.listener(), onClose);
      openMp.alone(() -> plan.compile(graph, options, slow));
      return plan;
    } catch (RuntimeException | OutOfMemoryError e) {
      arena.close();
      throw e;
    }
  }

  private void compile(Graph graph, CompileOptions options, SlowPrimitives slow) {
    try {
      for (int part = 0; part < parts.count(); part++) {
        CompileOptions own =
            options.part(parts.rows(part), bindings(graph, part)).listener(OutputListener.none());
        // A stream is used by one thread at a time, and any thread may take any part.
        Engine engine = Engine.open();
        engines.add(engine);
        steps.add(new PlanCompiler(graph, own, engine, slow, Optional.empty()).compile());
      }
      graph.outputs().forEach(this::addSum);
      outputs.addAll(graph.outputs().keySet());
    } catch (RuntimeException | OutOfMemoryError e) {
      free();
      throw e;
    }
  }

  private Map<String, Tensor> bindings(Graph graph, int part) {
    Map<String, Tensor> bindings = new HashMap<>();
    graph.inputs().forEach(value -> bindings.put(value.name(), rows(value.name(), value, part)));
    for (Parameter parameter : graph.parameters()) {
      bindings.put(parameter.name(), memory.require(parameter.name()));
    }
    graph
        .outputs()
        .forEach(
            (name, value) -> {
              // The others' summands have memory of their own.
              if (part == 0 || parts.rowWise().kind(value) == Kind.ROWS) {
                bindings.put(name, rows(name, value, part));
              }
            });
    return bindings;
  }

  private Tensor rows(String name, Value value, int part) {
    Tensor whole = memory.require(name);
    if (parts.rowWise().kind(value) != Kind.ROWS) {
      return whole;
    }
    long row = whole.size() / parts.batch();
    return whole.view(parts.start(part) * row, parts.shape(value, part));
  }

  private void addSum(String name, Value value) {
    if (parts.rowWise().kind(value) == Kind.SUM) {
      List<Tensor> others =
          steps.subList(1, steps.size()).stream().map(each -> each.memory().require(name)).toList();
      sums.add(new PartSum(memory.require(name), others));
    }
  }

  private void work() {
    for (int part = next.getAndIncrement(); part < parts.count(); part = next.getAndIncrement()) {
      steps.get(part).run();
    }
  }

  @Override
  public Tensor tensor(String name) {
    return memory.require(name);
  }

  @Override
  public long batch() {
    return parts.batch();
  }

  /**
   * Runs all parts on this thread and the backend's and adds up their sums.
   *
   * @throws IllegalStateException when the plan or its backend is closed
   * @throws io.kindling.backend.NativeException when a primitive fails
   */
  @Override
  public synchronized void run() {
    if (closed) {
      throw new IllegalStateException(
          "Plan: expected an open plan, got a closed one. Compile another.");
    }
    next.set(0);
    openMp.alone(all);
    for (int i = 0; i < sums.size(); i++) {
      sums.get(i).run();
    }
    for (int i = 0; i < outputs.size(); i++) {
      listener.settled(outputs.get(i));
    }
  }

  @Override
  public synchronized void refresh() {
    steps.forEach(CompiledSteps::refresh);
  }

  @Override
  public String describe() {
    return String.format(
        "%d parts of %d to %d rows on %d threads, each:%n%s",
        parts.count(),
        parts.batch() / parts.count(),
        (parts.batch() + parts.count() - 1) / parts.count(),
        crew.size() + 1,
        steps.get(0).table());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      openMp.alone(this::free);
      arena.close();
      onClose.accept(this);
    }
  }

  private void free() {
    steps.forEach(CompiledSteps::close);
    engines.forEach(Engine::close);
  }
}
