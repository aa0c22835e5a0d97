package io.kindling.mkl;

import io.kindling.backend.PlanMemory;
import io.kindling.graph.Constant;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Memory of an output, which is free until the first step of a run that touches it: gradients of
 * weights come last, and what the way forward leaves to the way back may lie in their place.
 *
 * @param until the first step that touches it
 */
record LentMemory(Tensor tensor, int until) {
  /** Smaller memory is not worth the search. */
  private static final long LEAST = 1 << 16;

  /** What steps use of the caller's memory, by address. */
  private record Use(long from, long to, int step) {
    static Use of(Tensor tensor, int step) {
      return new Use(tensor.address(), tensor.address() + tensor.bytes(), step);
    }

    boolean touches(Tensor tensor) {
      return from < tensor.address() + tensor.bytes() && tensor.address() < to;
    }
  }

  /** Returns what the outputs of a graph can lend to the steps of its plan. */
  static List<LentMemory> of(Graph graph, PlanMemory memory, Schedule schedule) {
    Set<Value> given = new HashSet<>(graph.inputs());
    graph.parameters().stream().map(Parameter::value).forEach(given::add);
    graph.constants().stream().map(Constant::value).forEach(given::add);
    List<Use> uses = new ArrayList<>();
    // What the caller gives is in use from before the first step on, as is what runs once.
    given.forEach(value -> uses.add(Use.of(memory.tensor(value), 0)));
    schedule.once().forEach(draft -> uses(draft, 0, uses));
    for (int step = 0; step < schedule.always().size(); step++) {
      uses(schedule.always().get(step), step, uses);
    }
    List<LentMemory> lent = new ArrayList<>();
    for (String name : graph.outputs().keySet()) {
      Tensor tensor = memory.require(name);
      int first = firstUse(tensor, uses);
      boolean apart = lent.stream().noneMatch(other -> Use.of(other.tensor, 0).touches(tensor));
      if (tensor.type() == DataType.FLOAT32 && tensor.bytes() >= LEAST && first > 0 && apart) {
        lent.add(new LentMemory(tensor, first));
      }
    }
    return lent;
  }

  private static void uses(Draft draft, int step, List<Use> uses) {
    for (Buffer buffer : draft.buffers()) {
      buffer.external().ifPresent(tensor -> uses.add(Use.of(tensor, step)));
    }
  }

  /** Returns the first step that touches a tensor; 0 when none is known to. */
  private static int firstUse(Tensor tensor, List<Use> uses) {
    int first = Integer.MAX_VALUE;
    for (Use use : uses) {
      if (use.touches(tensor)) {
        first = Math.min(first, use.step);
      }
    }
    return first == Integer.MAX_VALUE ? 0 : first;
  }
}
