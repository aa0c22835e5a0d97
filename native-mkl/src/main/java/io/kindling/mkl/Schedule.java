package io.kindling.mkl;

import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps of a plan in their order, and which of them run once: those that read nothing but
 * memory that is settled, and write memory that no step has used before. What they write is settled
 * too, and keeps its place for as long as the plan is there if a later step reads it.
 */
final class Schedule {
  /** Steps that run once come before all others. */
  private static final int BEFORE = Integer.MIN_VALUE;

  private final List<Draft> once = new ArrayList<>();
  private final List<Draft> always = new ArrayList<>();
  private final Set<Buffer> settled = new HashSet<>();
  private final Set<Long> addresses = new HashSet<>();

  /** Says that the numbers of a tensor stay as they are while the plan runs. */
  void settle(Tensor tensor) {
    addresses.add(tensor.address());
  }

  /** Returns whether memory holds the same numbers in every run, and must not be written. */
  boolean isSettled(Buffer buffer) {
    return buffer.external().map(t -> addresses.contains(t.address())).orElse(false)
        || settled.contains(buffer);
  }

  /** Appends a step. */
  void add(Draft step) {
    List<Buffer> buffers = step.buffers();
    boolean early =
        buffers.stream().anyMatch(this::isSettled)
            && buffers.stream().allMatch(b -> isSettled(b) || isNew(b));
    if (early) {
      buffers.forEach(buffer -> buffer.use(BEFORE + once.size()));
      settled.addAll(buffers);
      once.add(step);
    } else {
      buffers.forEach(buffer -> buffer.use(isSettled(buffer) ? Buffer.ALWAYS : always.size()));
      always.add(step);
    }
  }

  private static boolean isNew(Buffer buffer) {
    return buffer.external().isEmpty() && !buffer.isUsed();
  }

  /** Returns the steps that run once. */
  List<Draft> once() {
    return Collections.unmodifiableList(once);
  }

  /** Returns the steps of every run. */
  List<Draft> always() {
    return Collections.unmodifiableList(always);
  }

  /** Returns all steps. */
  List<Draft> all() {
    List<Draft> steps = new ArrayList<>(once);
    steps.addAll(always);
    return steps;
  }
}
