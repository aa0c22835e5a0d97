package io.kindling.mkl;

import io.kindling.backend.Announcements;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Kernel;
import io.kindling.backend.PlanMemory;
import io.kindling.graph.Constant;
import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.tensor.Arena;
import io.kindling.tensor.MemoryRoom;
import io.kindling.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a graph into the steps of a plan: drafts them node by node, then gives them memory. */
final class PlanCompiler {
  private final Graph graph;
  private final CompileOptions options;
  private final Engine engine;
  private final SlowPrimitives slow;
  private final Optional<Lanes> lanes;
  private final Operators operators = new Operators();

  /**
   * @param lanes the threads of the plan, where it has them to itself
   */
  PlanCompiler(
      Graph graph,
      CompileOptions options,
      Engine engine,
      SlowPrimitives slow,
      Optional<Lanes> lanes) {
    this.graph = graph;
    this.options = options;
    this.engine = engine;
    this.slow = slow;
    this.lanes = lanes;
  }

  /** Returns the plan; on failure everything native is freed. */
  CompiledSteps compile() {
    Arena arena = Arena.open();
    NativeScope scope = new NativeScope();
    try {
      return compile(arena, scope);
    } catch (RuntimeException | OutOfMemoryError e) {
      scope.close();
      arena.close();
      throw e;
    }
  }

  private CompiledSteps compile(Arena arena, NativeScope scope) {
    LiveNodes live = LiveNodes.of(graph);
    PlanMemory memory = PlanMemory.of(graph, options, arena);
    Layouts layouts = new Layouts(scope);
    Drafting drafting =
        new Drafting(
            live,
            options,
            memory,
            homes(live, memory),
            layouts,
            new Primitives(scope, engine, layouts),
            slow,
            arena,
            lanes,
            schedule(memory));
    Map<String, Value> undelivered = new LinkedHashMap<>(graph.outputs());
    for (Node node : live.nodes()) {
      drafting.begin(node.name());
      if (!drafting.isDone(node) && !operators.compile(node, drafting)) {
        drafting.kernel(node);
      }
      // At once, so that who waits for an output need not wait for the others.
      for (Value value : node.outputs()) {
        if (undelivered.containsValue(value) && drafting.isPlaced(value)) {
          deliver(drafting, undelivered, value);
        }
      }
    }
    for (Value value : new LinkedHashSet<>(undelivered.values())) {
      deliver(drafting, undelivered, value);
    }
    return bind(drafting.schedule(), memory, arena, scope);
  }

  private static void deliver(Drafting drafting, Map<String, Value> undelivered, Value value) {
    undelivered.forEach(
        (name, output) -> {
          if (output.equals(value)) {
            drafting.begin("output " + name);
            drafting.deliver(name, value);
          }
        });
    undelivered.values().removeIf(value::equals);
  }

  private CompiledSteps bind(Schedule schedule, PlanMemory memory, Arena arena, NativeScope scope) {
    List<Draft> drafts = schedule.all();
    ArenaPlanner planned =
        ArenaPlanner.place(
            drafts.stream().flatMap(d -> d.buffers().stream()).toList(),
            LentMemory.of(graph, memory, schedule));
    long scratchpad = drafts.stream().mapToLong(Draft::scratchpadBytes).max().orElse(0);
    if (planned.bytes() + scratchpad >= FreedMemory.WORTH_ASKING) {
      FreedMemory.giveBack();
    }
    requireRoom(planned.bytes(), scratchpad);
    Binder binder = new Binder(engine, scope, arena, planned, scratchpad);
    Kernel[] once = kernels(schedule.once(), binder).toArray(Kernel[]::new);
    Kernel[] always = announcing(schedule.always(), kernels(schedule.always(), binder), memory);
    return new CompiledSteps(
        once, always, memory, arena, scope, () -> PlanTable.of(schedule, planned, scratchpad));
  }

  private static List<Kernel> kernels(List<Draft> drafts, Binder binder) {
    return drafts.stream().map(draft -> draft.bind(binder)).toList();
  }

  private Kernel[] announcing(List<Draft> drafts, List<Kernel> steps, PlanMemory memory) {
    Announcements announcements = new Announcements();
    for (int step = 0; step < drafts.size(); step++) {
      for (Buffer buffer : drafts.get(step).buffers()) {
        if (buffer.external().isPresent()) {
          announcements.touch(step, buffer.external().get());
        }
      }
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    graph.outputs().keySet().forEach(name -> outputs.put(name, memory.require(name)));
    return announcements.among(steps, outputs, options.listener());
  }

  /** Returns an empty schedule that knows which tensors stay as they are. */
  private Schedule schedule(PlanMemory memory) {
    Schedule schedule = new Schedule();
    if (options.fixedParameters()) {
      graph.constants().forEach(constant -> schedule.settle(constant.tensor()));
      graph.parameters().forEach(p -> schedule.settle(memory.tensor(p.value())));
    }
    return schedule;
  }

  /** Refuses a plan that does not fit in memory, before the system ends the process for it. */
  private void requireRoom(long values, long scratchpad) {
    MemoryRoom.now()
        .require(
            PlanMemory.who(options.batch()),
            values + scratchpad,
            () ->
                MemoryRoom.gibibytes(values)
                    + " for activations and gradients, "
                    + MemoryRoom.gibibytes(scratchpad)
                    + " for scratchpads");
  }

  /**
   * Returns where values are best made: outputs in the tensors that the caller sees, and so what
   * becomes an output by a change of shape alone.
   */
  private Map<Value, Tensor> homes(LiveNodes live, PlanMemory memory) {
    Set<Value> given = new HashSet<>(graph.inputs());
    graph.parameters().stream().map(Parameter::value).forEach(given::add);
    graph.constants().stream().map(Constant::value).forEach(given::add);
    Map<Value, Tensor> homes = new HashMap<>();
    for (Value output : live.outputs()) {
      if (!given.contains(output) && Drafting.isFloat(output)) {
        homes.put(output, memory.tensor(output));
      }
    }
    for (int i = live.nodes().size() - 1; i >= 0; i--) {
      Node node = live.nodes().get(i);
      Tensor home = homes.get(node.output());
      if (home != null && Views.keepsOrder(node.op()) && !given.contains(node.inputs().get(0))) {
        homes.putIfAbsent(node.inputs().get(0), home);
      }
    }
    return homes;
  }
}
