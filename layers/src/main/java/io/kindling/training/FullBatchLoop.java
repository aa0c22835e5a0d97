package io.kindling.training;

import io.kindling.layers.optimizer.Lbfgs;
import io.kindling.training.TrainingResult.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The loop of {@link Lbfgs}: worker 0 chooses the points, all workers evaluate the function there
 * and report each iteration. Points come from one worker because processors of different kinds may
 * round sums differently, and workers that disagree about a line search would wait for each other.
 */
final class FullBatchLoop implements AutoCloseable {
  private static final double STOP = 0;
  private static final double EVALUATE = 1;
  private static final double ITERATED = 2;

  private final TrainingRun run;
  private final TrainingState state;
  private final Lbfgs options;
  private final FullBatchFunction function;
  private final EpochReport report;
  private final MetricSums metrics;
  private final Optional<Evaluator> evaluator;
  private final Curvature curvature;
  private final double[] gradient;
  private double[] accepted;

  /** At the accepted point; empty before the first evaluation, which is there. */
  private double[] acceptedGradient = {};

  private double value;
  private String failure = "";

  FullBatchLoop(TrainingRun run, TrainingState state, Lbfgs options) {
    this.run = run;
    this.state = state;
    this.options = options;
    this.metrics = new MetricSums(run.spec().objective().metrics());
    this.function = new FullBatchFunction(run, state, metrics);
    state.expectMetrics(metrics.size());
    this.gradient = new double[function.size()];
    this.accepted = function.point();
    this.curvature = new Curvature(state.optimizer(), function);
    this.report = new EpochReport(run, state, false);
    this.evaluator = run.validation().map(rows -> new Evaluator(run, state.parameters(), rows));
  }

  TrainingResult run() {
    report.begin();
    Outcome outcome;
    try {
      // An earlier run may have ended between an iteration and what follows from it.
      if (state.isUnreported()) {
        conclude();
      }
      if (run.collective().rank() == 0) {
        lead();
      } else {
        follow();
      }
      outcome =
          !failure.isEmpty()
              ? Outcome.DIVERGED
              : report.stops() ? Outcome.STOPPED_EARLY : Outcome.COMPLETED;
    } catch (CancellationException e) {
      outcome = Outcome.CANCELLED;
    } catch (RuntimeException | Error e) {
      // Whoever goes on does so from the last iteration, not from a point of its search.
      function.moveTo(accepted);
      throw e;
    }
    function.moveTo(accepted);
    return report.finish(outcome, failure);
  }

  private void lead() {
    long left = run.spec().epochs() - state.steps() / run.training().stepsPerEpoch();
    if (left > 0 && !report.stops()) {
      BreezeLbfgs.Function led =
          new BreezeLbfgs.Function() {
            @Override
            public double at(double[] point, double[] slopes) {
              tell(EVALUATE, 0);
              evaluate(point);
              System.arraycopy(gradient, 0, slopes, 0, slopes.length);
              if (!failure.isEmpty()) {
                throw new ArithmeticException(failure);
              }
              return value;
            }

            @Override
            public boolean accept(double[] point, int pairs) {
              tell(ITERATED, pairs);
              iterated(point, pairs);
              return !report.stops();
            }
          };
      try {
        BreezeLbfgs.minimize(options, Math.toIntExact(left), accepted.clone(), curvature, led);
      } catch (ArithmeticException e) {
        if (failure.isEmpty()) {
          throw e;
        }
        // All workers saw the same value, so they know.
      }
    }
    tell(STOP, 0);
  }

  private void follow() {
    while (true) {
      double[] message = new double[2];
      run.collective().sum(message);
      if (message[0] == STOP) {
        return;
      } else if (message[0] == EVALUATE) {
        evaluate(new double[gradient.length]);
      } else {
        iterated(new double[gradient.length], (int) message[1]);
      }
    }
  }

  private void tell(double what, int pairs) {
    run.collective().sum(new double[] {what, pairs});
  }

  /** Moves all workers to the point that worker 0 has; the others bring zeros. */
  private void meetAt(double[] point) {
    run.collective().sum(point);
    function.moveTo(point);
  }

  private void evaluate(double[] point) {
    meetAt(point.clone());
    value = function.evaluate(gradient);
    double norm = 0;
    for (double slope : gradient) {
      norm += slope * slope;
    }
    if (!Double.isFinite(value) || !Double.isFinite(norm)) {
      failure =
          Divergence.describe(
              value,
              function.total(),
              function.weightSum(),
              state,
              state.steps() / run.training().stepsPerEpoch(),
              1);
    }
    if (acceptedGradient.length == 0) {
      acceptedGradient = gradient.clone();
      curvature.begin(value);
    }
    report.rows(function.rows());
  }

  private void iterated(double[] point, int pairs) {
    double[] met = point.clone();
    meetAt(met);
    state.beginStep();
    curvature.add(
        Curvature.difference(met, accepted),
        Curvature.difference(gradient, acceptedGradient),
        value,
        pairs);
    accepted = met;
    acceptedGradient = gradient.clone();
    function.assignState();
    double norm = 0;
    for (double slope : gradient) {
      norm += slope * slope;
    }
    function.copyMetrics(state.metricSums());
    long steps = run.training().stepsPerEpoch();
    state.finishSteps(steps, function.lossSum(), function.weightSum(), Math.sqrt(norm), 1);
    conclude();
  }

  private void conclude() {
    Map<String, Double> validation = Map.of();
    if (evaluator.isPresent()) {
      validation =
          evaluator
              .get()
              .run(run.collective(), run.cancelled())
              .orElseThrow(() -> new CancellationException("cancelled"));
    }
    state.beginStep();
    if (!validation.isEmpty()) {
      report.validated(validation);
    }
    report.epoch(metrics.values(state.metricSums(), ""), validation, state.lastRate());
    state.finishReport();
    run.keeper().accept(state);
  }

  @Override
  public void close() {
    evaluator.ifPresent(Evaluator::close);
    function.close();
  }
}
