package io.kindling.training;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$;
import breeze.optimize.ApproximateGradientFunction;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGS;
import breeze.util.Isomorphism;
import io.kindling.layers.optimizer.Lbfgs;
import java.util.Arrays;
import scala.$less$colon$less;
import scala.$less$colon$less$;
import scala.collection.Iterator;

/** Minimizes a function with Breeze's {@link LBFGS}; the only place that names it. */
final class BreezeLbfgs {
  private BreezeLbfgs() {}

  /** What is minimized. */
  interface Function {
    /** Returns the value at a point and writes the gradient. */
    double at(double[] point, double[] gradient);

    /** Takes the point that an iteration came to; returns whether to go on. */
    boolean accept(double[] point);
  }

  /** Why a minimization ended. */
  record End(int iterations, String reason) {}

  /** Runs until the function converges, refuses to go on, or the iterations are over. */
  static End minimize(Lbfgs options, int iterations, double[] start, Function function) {
    LBFGS<DenseVector<Object>> method =
        new LBFGS<>(
            iterations, options.memory(), options.tolerance(), DenseVector$.MODULE$.space_Double());
    Iterator<? extends FirstOrderMinimizer.State<DenseVector<Object>, ?, ?>> states =
        method.iterations(seen(function), vector(start));
    int done = 0;
    String reason = "all iterations";
    while (states.hasNext()) {
      FirstOrderMinimizer.State<DenseVector<Object>, ?, ?> state = states.next();
      if (state.iter() > done) {
        done = state.iter();
        if (!function.accept(array(state.x()))) {
          return new End(done, "stopped");
        }
      }
      if (state.convergenceReason().isDefined()) {
        reason = state.convergenceReason().get().reason();
      }
    }
    return new End(done, reason);
  }

  private static DenseVector<Object> vector(double[] values) {
    return DenseVector$.MODULE$.apply$mDc$sp(values);
  }

  private static double[] array(DenseVector<Object> vector) {
    double[] values = new double[vector.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (Double) vector.apply(i);
    }
    return values;
  }

  /**
   * Returns a function as Breeze takes it.
   *
   * <p>Java can neither implement nor extend {@code DiffFunction}, which inherits two {@code apply}
   * that differ in what they return. But Breeze makes one itself of a numeric function, and looks
   * at it through a lens, which Java can implement: the way there evaluates our function and gives
   * the numeric one a vector without elements, which has no differences to take; the way back gives
   * our gradient.
   */
  private static DiffFunction<DenseVector<Object>> seen(Function function) {
    Lens lens = new Lens(function);
    DenseVector<Object> nothing = vector(new double[0]);
    DiffFunction<DenseVector<Object>> value =
        new ApproximateGradientFunction<Object, DenseVector<Object>>(
            empty -> lens.value, 1, like -> nothing, same(), empty -> empty);
    return value.throughLens(lens);
  }

  @SuppressWarnings("unchecked") // A dense vector of numbers is a tensor of numbers by its index.
  private static <A, B> $less$colon$less<A, B> same() {
    return ($less$colon$less<A, B>) $less$colon$less$.MODULE$.refl();
  }

  /** Keeps the last value, because a line search ends where the next iteration begins. */
  private static final class Lens implements Isomorphism<DenseVector<Object>, DenseVector<Object>> {
    private final transient Function function;
    private double[] point = new double[0];
    private double[] gradient = new double[0];
    private double value;

    Lens(Function function) {
      this.function = function;
    }

    @Override
    public DenseVector<Object> backward(DenseVector<Object> asked) {
      double[] next = array(asked);
      if (!Arrays.equals(next, point) || next.length == 0) {
        double[] slopes = new double[next.length];
        value = function.at(next, slopes);
        point = next;
        gradient = slopes;
      }
      return vector(new double[0]);
    }

    @Override
    public DenseVector<Object> forward(DenseVector<Object> empty) {
      return vector(gradient.clone());
    }
  }
}
