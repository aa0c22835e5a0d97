package io.kindling.backend;

import io.kindling.graph.Constant;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.tensor.Arena;
import io.kindling.tensor.MemoryRoom;
import io.kindling.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The row-major tensors of a plan that its caller sees (inputs, parameters, constants, outputs),
 * bound or allocated, and their names.
 */
public final class PlanMemory {
  /** Less than this is taken without a look at what there is. */
  private static final double MUCH = 64 << 20;

  private final Arena arena;
  private final long batch;
  private final Map<Value, Tensor> tensors = new HashMap<>();
  private final Map<String, Tensor> named = new LinkedHashMap<>();

  private PlanMemory(Arena arena, long batch) {
    this.arena = arena;
    this.batch = batch;
  }

  /**
   * Binds or allocates what the caller of a plan sees.
   *
   * @throws IllegalArgumentException when a binding has no such name or another type or size, or
   *     when there is no room in memory
   */
  public static PlanMemory of(Graph graph, CompileOptions options, Arena arena) {
    requireRoom(graph, options);
    PlanMemory memory = new PlanMemory(arena, options.batch());
    for (Constant constant : graph.constants()) {
      memory.tensors.put(constant.value(), constant.tensor());
    }
    graph.inputs().forEach(v -> memory.put(v.name(), v, options));
    graph.parameters().stream()
        .map(Parameter::value)
        .forEach(v -> memory.put(v.name(), v, options));
    graph.outputs().forEach((name, value) -> memory.put(name, value, options));
    for (String name : options.bindings().keySet()) {
      memory.require(name);
    }
    return memory;
  }

  /** Refuses a batch that is far too large before any of its memory is taken. */
  private static void requireRoom(Graph graph, CompileOptions options) {
    double bytes =
        Stream.concat(graph.inputs().stream(), graph.outputs().values().stream())
            .distinct()
            .filter(value -> !options.bindings().containsKey(value.name()))
            .mapToDouble(value -> bytes(value, options.batch()))
            .sum();
    if (bytes > MUCH) {
      MemoryRoom.now()
          .require(
              who(options.batch()), (long) bytes, () -> "this much for inputs and outputs alone");
    }
  }

  private static double bytes(Value value, long batch) {
    double size = value.shape().size();
    return (size < 0 ? -size * batch : size) * value.dataType().bytes();
  }

  /** Returns a plan in words, for messages about its memory. */
  public static String who(long batch) {
    return "Plan for a batch of " + batch + (batch == 1 ? " row" : " rows");
  }

  private void put(String name, Value value, CompileOptions options) {
    Tensor bound = options.bindings().get(name);
    if (bound == null) {
      named.put(name, tensors.computeIfAbsent(value, this::allocate));
      return;
    }
    if (bound.type() != value.dataType() || bound.size() != value.shape().bind(batch).size()) {
      throw new IllegalArgumentException(
          "Plan: expected "
              + value.type().bind(batch)
              + " bound to \""
              + name
              + "\", got "
              + bound.type()
              + " "
              + bound.shape()
              + ". Bind memory of the value's size.");
    }
    Tensor shaped = bound.reshape(value.shape().bind(batch));
    named.put(name, shaped);
    // A value that was placed before (an input that is an output, or one value under two names)
    // keeps its place; the plan copies it to the second one.
    tensors.putIfAbsent(value, shaped);
  }

  /** Returns memory for a value inside the plan, allocating it when it has none yet. */
  public Tensor tensor(Value value) {
    return tensors.computeIfAbsent(value, this::allocate);
  }

  private Tensor allocate(Value value) {
    return Tensor.allocate(arena, value.dataType(), value.shape().bind(batch));
  }

  /** Returns the tensor that the caller knows by a name. */
  public Tensor require(String name) {
    Tensor tensor = named.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "Plan: expected one of " + named.keySet() + ", got \"" + name + "\". Check the name.");
    }
    return tensor;
  }
}
