package io.kindling.contract;

import io.kindling.graph.Op;
import java.util.Arrays;
import java.util.List;

/**
 * One row of the operator contract.
 *
 * @param name the golden case of the same name gives inputs and results
 * @param batched the inputs whose first axis is the batch
 */
public record OpCase(String name, Op op, List<Integer> batched, Golden golden) {
  /** Returns whether an input's first axis is the batch. */
  boolean isBatched(int input) {
    return batched.contains(input);
  }

  /** Returns the batch size of the golden inputs. */
  public long batch() {
    return batched.isEmpty() ? 1 : golden.inputs().get(batched.get(0)).shape().dim(0);
  }

  static List<Integer> list(int... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
