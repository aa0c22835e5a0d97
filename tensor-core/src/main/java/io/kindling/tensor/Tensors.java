package io.kindling.tensor;

import java.util.random.RandomGenerator;

/**
 * Ways to make tensors, for notebooks, JShell and tests; each tensor has memory of its own that is
 * freed when it is unreachable.
 */
public final class Tensors {
  private Tensors() {}

  /** Returns a float32 tensor of zeros. */
  public static Tensor zeros(long... dims) {
    return Tensor.zeros(dims);
  }

  /** Returns a float32 tensor of ones. */
  public static Tensor ones(long... dims) {
    return full(1, dims);
  }

  /** Returns a float32 tensor whose elements are all {@code value}. */
  public static Tensor full(double value, long... dims) {
    return Tensor.full(DataType.FLOAT32, Shape.of(dims), value);
  }

  /** Returns the float32 numbers 0, 1, ..., count - 1. */
  public static Tensor arange(long count) {
    return arange(0, count, 1);
  }

  /**
   * Returns the float32 numbers {@code start, start + step, ...} before {@code end}.
   *
   * @throws IllegalArgumentException when the step is 0 or not a number
   */
  public static Tensor arange(double start, double end, double step) {
    double count = Math.ceil((end - start) / step);
    if (step == 0 || Double.isNaN(count) || Double.isInfinite(count)) {
      throw new IllegalArgumentException(
          "Tensors: expected finite bounds and a step other than 0, got "
              + start
              + ", "
              + end
              + " and "
              + step
              + ". Check the numbers.");
    }
    Tensor tensor = zeros(Math.max(0, (long) count));
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setDouble(i, start + i * step);
    }
    return tensor;
  }

  /**
   * Returns {@code count} float32 numbers at equal distances, from {@code start} to {@code end}.
   */
  public static Tensor linspace(double start, double end, long count) {
    Tensor tensor = zeros(count);
    for (long i = 0; i < count; i++) {
      double share = count == 1 ? 0 : (double) i / (count - 1);
      tensor.setDouble(i, start * (1 - share) + end * share);
    }
    return tensor;
  }

  /** Returns the float32 matrix with ones on the diagonal, {@code [size, size]}. */
  public static Tensor eye(long size) {
    Tensor tensor = zeros(size, size);
    for (long i = 0; i < size; i++) {
      tensor.setDouble(i * size + i, 1);
    }
    return tensor;
  }

  /** Returns float32 numbers drawn evenly from [0, 1). */
  public static Tensor uniform(RandomGenerator random, long... dims) {
    Tensor tensor = zeros(dims);
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setFloat(i, random.nextFloat());
    }
    return tensor;
  }

  /** Returns float32 numbers drawn from the normal distribution of mean 0 and deviation 1. */
  public static Tensor normal(RandomGenerator random, long... dims) {
    Tensor tensor = zeros(dims);
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setDouble(i, random.nextGaussian());
    }
    return tensor;
  }

  /**
   * Returns a tensor with the shape and elements of a number, an array or nested arrays, such as
   * {@code double[]}, {@code float[][]} or {@code int[][][]}.
   *
   * @return FLOAT32 for float, FLOAT64 for double, INT8 to INT64 for byte to long, BOOL for boolean
   * @throws IllegalArgumentException when it is none of these, or rows differ in length
   */
  public static Tensor of(Object numbers) {
    return NestedArrays.toTensor(numbers);
  }

  /**
   * Returns the elements as nested arrays: {@code float[][]} for a FLOAT32 matrix, {@code Float}
   * for one without axes.
   *
   * @return float for the 16-bit formats too, and for unsigned integers the next larger type;
   *     UINT64 comes as the long of the same bits
   */
  public static Object toArray(Tensor tensor) {
    return NestedArrays.fromTensor(tensor);
  }
}
