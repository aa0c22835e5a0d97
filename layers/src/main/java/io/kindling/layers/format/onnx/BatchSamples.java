package io.kindling.layers.format.onnx;

import io.kindling.graph.Value;
import io.kindling.layers.format.FormatProblem;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Computes with the batch size as a symbol: a chain of operators over shapes is evaluated at three
 * batch sizes, and what is a multiple of the batch at all three is taken as that multiple.
 *
 * <p>So every operator folds by its ordinary kernel, and none needs symbolic arithmetic. The sizes
 * are primes far above usual dimensions, so that no number of a file is mistaken for a batch.
 */
final class BatchSamples {
  private static final long[] SIZES = {1_000_003, 1_000_033, 1_000_037};

  /** The number of sample batch sizes. */
  static final int COUNT = SIZES.length;

  private BatchSamples() {}

  static Shape bind(Shape shape, int sample) {
    return shape.bind(SIZES[sample]);
  }

  /** Returns what a function of the batch size gives, once where it is the same for all. */
  static Known.Fixed of(Function<Integer, Tensor> values, Supplier<Value> live) {
    List<Tensor> samples = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      samples.add(values.apply(i));
    }
    Tensor first = samples.get(0);
    return samples.stream().allMatch(t -> same(first, t))
        ? Known.Fixed.of(first)
        : new Known.Fixed(samples, live);
  }

  private static boolean same(Tensor a, Tensor b) {
    if (a.type() != b.type() || !a.shape().equals(b.shape())) {
      return false;
    }
    for (long i = 0; i < a.size(); i++) {
      if (a.getLong(i) != b.getLong(i) || Double.compare(a.getDouble(i), b.getDouble(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the shape that has these dimensions at the sample batch sizes.
   *
   * @throws Refusal when a dimension is neither a number nor a multiple of the batch
   */
  static Shape shape(List<long[]> dims) {
    long[] symbolic = dims.get(0).clone();
    for (int axis = 0; axis < symbolic.length; axis++) {
      long first = dims.get(0)[axis];
      boolean constant = true;
      boolean multiple = first > 0 && first % SIZES[0] == 0;
      for (int i = 1; i < COUNT; i++) {
        long[] other = dims.get(i);
        constant &= other.length == symbolic.length && other[axis] == first;
        multiple &= other.length == symbolic.length && other[axis] == first / SIZES[0] * SIZES[i];
      }
      if (!constant && !multiple) {
        throw Refusal.of(
            FormatProblem.Kind.DIMENSION,
            "expected dimensions that are numbers or multiples of the batch, got one that depends "
                + "on the batch otherwise. Export the network with a plain first dimension.");
      }
      symbolic[axis] = constant ? first : -(first / SIZES[0]);
    }
    return Shape.of(symbolic);
  }

  /** Returns dimensions as a vector of INT64, at each sample batch size. */
  static Known.Fixed dims(Shape shape, Supplier<Value> live) {
    return of(i -> Tensor.ofLongs(bind(shape, i).dims()), live);
  }

  /** Returns the number of elements at each sample batch size. */
  static Known.Fixed size(Shape shape, Supplier<Value> live) {
    return of(i -> Tensor.ofLongs(bind(shape, i).size()).reshape(Shape.scalar()), live);
  }
}
