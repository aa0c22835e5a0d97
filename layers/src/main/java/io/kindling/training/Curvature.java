package io.kindling.training;

import java.util.Arrays;

/**
 * What L-BFGS has gathered: the last pairs of differences between points and between gradients, the
 * values of the function, and the number of iterations. It lies in the state of the optimizer, so
 * that every worker has it and a checkpoint too.
 *
 * <p>Differences are rounded to float32 before they are used for the first time, so that who goes
 * on from here has the very numbers that an undisturbed run has.
 */
final class Curvature {
  /** The values that are kept: more than any test of convergence looks at. */
  private static final int VALUES = 32;

  private static final int VECTORS_OF_A_PAIR = 2;

  /** The numbers before the values: pairs, iterations, the place of the next pair, first value. */
  private static final int OWN = 4;

  private final OptimizerState state;
  private final FullBatchFunction function;
  private int pairs;
  private int iterations;
  private int next;
  private double first;
  private double[] values = {};

  /** Goes on with what an optimizer remembers. */
  Curvature(OptimizerState state, FullBatchFunction function) {
    this.state = state;
    this.function = function;
    double[] numbers = state.numbers();
    if (numbers.length >= OWN) {
      pairs = Math.max(0, Math.min(memory(), (int) numbers[0]));
      iterations = Math.max(0, (int) numbers[1]);
      next = Math.floorMod((int) numbers[2], memory());
      first = numbers[3];
      values = Arrays.copyOfRange(numbers, OWN, numbers.length);
    }
  }

  /** Returns the number of vectors that pairs need. */
  static long slots(int memory) {
    return (long) VECTORS_OF_A_PAIR * memory;
  }

  private int memory() {
    return state.slots().size() / VECTORS_OF_A_PAIR;
  }

  int pairs() {
    return pairs;
  }

  int iterations() {
    return iterations;
  }

  /** Returns the value of the function where the first iteration began. */
  double first() {
    return first;
  }

  /** Returns the values at the points of the last iterations, the oldest first. */
  double[] values() {
    return values.clone();
  }

  /** Returns the difference of points of a pair, 0 being the newest. */
  double[] step(int age) {
    return function.read(slot(age, 0));
  }

  /** Returns the difference of gradients of a pair. */
  double[] bend(int age) {
    return function.read(slot(age, 1));
  }

  private Parameters slot(int age, int which) {
    int place = Math.floorMod(next - 1 - age, memory());
    return state.slots().get(VECTORS_OF_A_PAIR * place + which);
  }

  /** Notes the value where the first iteration begins. */
  void begin(double value) {
    if (iterations == 0) {
      first = value;
    }
  }

  /**
   * Notes an iteration.
   *
   * @param left the pairs that there are with this one; after a failed search it is the only one
   */
  void add(double[] step, double[] bend, double value, int left) {
    iterations++;
    next = (next + 1) % memory();
    pairs = left;
    function.write(step, slot(0, 0));
    function.write(bend, slot(0, 1));
    int kept = Math.min(values.length, VALUES - 1);
    double[] longer = Arrays.copyOfRange(values, values.length - kept, values.length + 1);
    longer[kept] = value;
    values = longer;
    double[] numbers = new double[OWN + values.length];
    numbers[0] = pairs;
    numbers[1] = iterations;
    numbers[2] = next;
    numbers[3] = first;
    System.arraycopy(values, 0, numbers, OWN, values.length);
    state.numbers(numbers);
  }

  /** Returns {@code a - b}, rounded. */
  static double[] difference(double[] a, double[] b) {
    double[] result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = (float) (a[i] - b[i]);
    }
    return result;
  }
}
