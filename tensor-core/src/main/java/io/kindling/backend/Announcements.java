package io.kindling.backend;

import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which steps of a plan touch which memory, so that its outputs can be told of as soon as no later
 * step reads or writes them.
 */
public final class Announcements {
  private final List<Use> uses = new ArrayList<>();

  private record Use(int step, long from, long to) {}

  /** Notes that a step touches a tensor. */
  public void touch(int step, Tensor tensor) {
    uses.add(new Use(step, tensor.address(), tensor.address() + tensor.bytes()));
  }

  private int last(Tensor tensor) {
    long from = tensor.address();
    long to = from + tensor.bytes();
    return uses.stream()
        .filter(use -> use.from < to && from < use.to)
        .mapToInt(Use::step)
        .max()
        .orElse(-1);
  }

  /**
   * Returns the steps with one more behind the last that touches an output, which tells of it;
   * outputs that no step is known to touch come at the end.
   *
   * @param outputs the memory of each output by name
   */
  public Kernel[] among(List<Kernel> steps, Map<String, Tensor> outputs, OutputListener listener) {
    if (listener == OutputListener.none()) {
      return steps.toArray(Kernel[]::new);
    }
    List<List<String>> after = new ArrayList<>();
    steps.forEach(step -> after.add(new ArrayList<>()));
    List<String> atEnd = new ArrayList<>();
    outputs.forEach(
        (name, tensor) -> {
          int last = last(tensor);
          (last < 0 ? atEnd : after.get(last)).add(name);
        });
    List<Kernel> all = new ArrayList<>();
    for (int step = 0; step < steps.size(); step++) {
      all.add(steps.get(step));
      after.get(step).forEach(name -> all.add(() -> listener.settled(name)));
    }
    atEnd.forEach(name -> all.add(() -> listener.settled(name)));
    return all.toArray(Kernel[]::new);
  }
}
