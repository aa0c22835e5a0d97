package io.kindling.training;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$;
import breeze.optimize.ApproximateGradientFunction;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGS;
import breeze.util.Isomorphism;
import io.kindling.layers.optimizer.Lbfgs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import scala.$less$colon$less;
import scala.$less$colon$less$;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Minimizes a function with Breeze's {@link LBFGS}; the only place that names it.
 *
 * <p>Breeze is asked for one iteration at a time. Between two of them its point and the differences
 * that it has gathered are rounded to float32 numbers, which a training state can hold.
 */
final class BreezeLbfgs {
  private final LBFGS<DenseVector<Object>> method;
  private final int memory;
  private final DiffFunction<DenseVector<Object>> function;

  private BreezeLbfgs(Lbfgs options, int iterations, Function function) {
    this.memory = options.memory();
    this.method =
        new LBFGS<>(iterations, memory, options.tolerance(), DenseVector$.MODULE$.space_Double());
    this.function = seen(function);
  }

  /** What is minimized. */
  interface Function {
    /** Returns the value at a point and writes the gradient. */
    double at(double[] point, double[] gradient);

    /**
     * Takes the point that an iteration came to; returns whether to go on.
     *
     * @param pairs of differences that there are now, with the newest
     */
    boolean accept(double[] point, int pairs);
  }

  /** Why a minimization ended. */
  record End(int iterations, String reason) {}

  /** Where the method is: Breeze's state, of which the history is known by its type. */
  private record Stand(
      FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> state, History history) {
    int iterations() {
      return state.iter();
    }

    double[] point() {
      return array(state.x());
    }
  }

  /** The differences that Breeze builds directions from. */
  private record History(LBFGS.ApproximateInverseHessian<DenseVector<Object>> pairs) {
    static History of(int memory, List<double[]> steps, List<double[]> bends) {
      return new History(
          new LBFGS.ApproximateInverseHessian<>(
              memory, vectors(steps), vectors(bends), DenseVector$.MODULE$.space_Double()));
    }

    private static IndexedSeq<DenseVector<Object>> vectors(List<double[]> values) {
      List<DenseVector<Object>> vectors = values.stream().map(BreezeLbfgs::vector).toList();
      return CollectionConverters.asScala(vectors).toIndexedSeq();
    }

    History with(double[] step, double[] bend) {
      return new History(pairs.updated(vector(step), vector(bend)));
    }

    int size() {
      return pairs.memStep().length();
    }
  }

  /**
   * Runs until the function converges, refuses to go on, or the iterations are over.
   *
   * @param iterations how many are left
   * @param start a point of float32 numbers, as are all at which the function is asked
   * @param gathered what earlier iterations have left, with which these go on
   */
  static End minimize(
      Lbfgs options, int iterations, double[] start, Curvature gathered, Function function) {
    int before = gathered.iterations();
    BreezeLbfgs minimizer = new BreezeLbfgs(options, before + iterations, function);
    Stand stand = minimizer.begin(start, gathered);
    while (true) {
      Option<FirstOrderMinimizer.ConvergenceReason> reason = minimizer.converged(stand);
      if (reason.isDefined()) {
        return new End(stand.iterations() - before, reason.get().reason());
      }
      int done = stand.iterations();
      stand = minimizer.next(stand);
      if (stand.iterations() > done && !function.accept(stand.point(), stand.history().size())) {
        return new End(stand.iterations() - before, "stopped");
      }
    }
  }

  private Stand begin(double[] start, Curvature gathered) {
    DenseVector<Object> point = vector(start);
    FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> begun =
        method.initialState(function, point);
    List<double[]> steps = new ArrayList<>();
    List<double[]> bends = new ArrayList<>();
    for (int age = 0; age < gathered.pairs(); age++) {
      steps.add(gathered.step(age));
      bends.add(gathered.bend(age));
    }
    History history = History.of(memory, steps, bends);
    if (gathered.iterations() == 0) {
      return stand(
          begun, point, begun.iter(), begun.initialAdjVal(), history, begun.convergenceInfo());
    }
    Object values = begun.convergenceInfo();
    for (double value : gathered.values()) {
      values = method.convergenceCheck().update(point, begun.grad(), value, begun, values);
    }
    return stand(begun, point, gathered.iterations(), gathered.first(), history, values);
  }

  private Option<FirstOrderMinimizer.ConvergenceReason> converged(Stand stand) {
    return method.convergenceCheck().apply(stand.state(), stand.state().convergenceInfo());
  }

  private Stand next(Stand from) {
    Iterator<FirstOrderMinimizer.State<DenseVector<Object>, Object, Object>> states =
        method.infiniteIterations(function, from.state());
    states.next();
    FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> found = states.next();
    History base = from.history();
    if (found.iter() == from.iterations() && !found.searchFailed()) {
      // A search that fails is tried once more without what was gathered.
      base = History.of(memory, List.of(), List.of());
      found = states.next();
    }
    if (found.searchFailed()) {
      return stand(
          found, found.x(), found.iter(), found.initialAdjVal(), base, found.convergenceInfo());
    }
    double[] point = rounded(array(found.x()));
    History history =
        base.with(
            Curvature.difference(point, from.point()),
            Curvature.difference(array(found.grad()), array(from.state().grad())));
    return stand(
        found,
        vector(point),
        found.iter(),
        found.initialAdjVal(),
        history,
        found.convergenceInfo());
  }

  /** Returns a state with the value and gradient of another. */
  private static Stand stand(
      FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> like,
      DenseVector<Object> point,
      int iterations,
      double first,
      History history,
      Object values) {
    return new Stand(
        new FirstOrderMinimizer.State<>(
            point,
            like.value(),
            like.grad(),
            like.adjustedValue(),
            like.adjustedGradient(),
            iterations,
            first,
            history.pairs(),
            values,
            like.searchFailed(),
            Option.empty()),
        history);
  }

  private static double[] rounded(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
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
      double[] next = rounded(array(asked));
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
