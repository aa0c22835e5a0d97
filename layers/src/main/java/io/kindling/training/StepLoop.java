package io.kindling.training;

import io.kindling.layers.optimizer.StepOptimizer;
import io.kindling.training.TrainingResult.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The loop of optimizers that step after every batch. */
final class StepLoop implements AutoCloseable {
  private final TrainingRun run;
  private final TrainingSpec spec;
  private final TrainingState state;
  private final EpochReport report;
  private final MetricSums metrics;
  private final StepTimes times;
  private final Optional<Evaluator> evaluator;
  private final Stride stride;

  StepLoop(TrainingRun run, TrainingState state, StepOptimizer optimizer) {
    this.run = run;
    this.spec = run.spec();
    this.state = state;
    this.metrics = new MetricSums(spec.objective().metrics());
    state.expectMetrics(metrics.size());
    this.report = new EpochReport(run, state, true);
    this.times = new StepTimes(run.collective());
    this.evaluator = run.validation().map(rows -> new Evaluator(run, state.parameters(), rows));
    // The last, since it starts threads that only close ends.
    this.stride =
        spec.synchronization().mode() == Synchronization.Mode.LOCAL
            ? new LocalStride(run, state, optimizer, report, metrics, times)
            : new SummedStride(run, state, optimizer, report, metrics, times);
  }

  TrainingResult run() {
    long perEpoch = run.training().stepsPerEpoch();
    run.training().seek(state.steps() / perEpoch, state.steps() % perEpoch);
    try {
      Outcome outcome = loop(perEpoch);
      return report.finish(outcome, stride.failure());
    } catch (RuntimeException | Error e) {
      // The memory is freed after this, and others may be writing sums to it.
      stride.abandon(e);
      throw e;
    }
  }

  private Outcome loop(long perEpoch) {
    report.begin();
    // An earlier run may have ended between a step and what follows from it.
    if (state.isUnreported() && !conclude(perEpoch)) {
      return Outcome.CANCELLED;
    }
    while (state.steps() < spec.epochs() * perEpoch && !report.stops()) {
      if (run.cancelled().getAsBoolean()) {
        return Outcome.CANCELLED;
      }
      Stride.End end = stride.go(perEpoch, most(perEpoch));
      if (end == Stride.End.DIVERGED) {
        return Outcome.DIVERGED;
      }
      if (end == Stride.End.CANCELLED || !conclude(perEpoch)) {
        return Outcome.CANCELLED;
      }
    }
    return report.stops() ? Outcome.STOPPED_EARLY : Outcome.COMPLETED;
  }

  /** Returns the steps until all workers must agree for something else. */
  private long most(long perEpoch) {
    long interval = spec.monitoring().interval();
    long left = perEpoch - state.steps() % perEpoch;
    return evaluator.isPresent() && interval > 0
        ? Math.min(left, interval - state.steps() % interval)
        : left;
  }

  /**
   * Does what follows from a step; false when cancelled before. What asks other workers comes
   * first: when one is lost then, the state has not changed, and whoever goes on begins here.
   */
  private boolean conclude(long perEpoch) {
    boolean epochEnds = state.steps() % perEpoch == 0;
    long interval = spec.monitoring().interval();
    Map<String, Double> validation = Map.of();
    if (evaluator.isPresent() && (epochEnds || (interval > 0 && state.steps() % interval == 0))) {
      Optional<Map<String, Double>> values = evaluator.get().run(run.collective(), run.cancelled());
      if (values.isEmpty()) {
        return false;
      }
      validation = values.get();
    }
    List<WorkerTimes> spent = epochEnds ? times.share() : List.of();
    state.beginStep();
    if (!validation.isEmpty()) {
      report.validated(validation);
    }
    if (epochEnds) {
      report.timed(spent);
      report.epoch(metrics.values(state.metricSums(), ""), validation, state.lastRate());
    }
    state.finishReport();
    run.keeper().accept(state);
    return true;
  }

  @Override
  public void close() {
    evaluator.ifPresent(Evaluator::close);
    stride.close();
  }
}
