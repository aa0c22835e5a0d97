package io.kindling.training;

import io.kindling.graph.Parameter;
import io.kindling.layers.optimizer.StepOptimizer;
import io.kindling.training.TrainingResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The loop of optimizers that step after every batch. */
final class StepLoop implements AutoCloseable {
  /** The numbers of a step that are summed before those of its metrics. */
  private static final int OWN_SUMS = 3;

  private final TrainingRun run;
  private final TrainingSpec spec;
  private final TrainingState state;
  private final Parameters gradient;
  private final GradientStep step;
  private final ParameterUpdate update;
  private final StepReduction reduction;
  private final StepTimes times;
  private final EpochReport report;
  private final MetricSums metrics;
  private final Optional<Evaluator> evaluator;
  private final double[] sums;
  private final Supplier<Map<String, Double>> metricsSoFar;
  private String failure = "";

  StepLoop(TrainingRun run, TrainingState state, StepOptimizer optimizer) {
    this.run = run;
    this.spec = run.spec();
    this.state = state;
    this.gradient = Parameters.zeros(state.parameters().layout());
    this.step = new GradientStep(run, state.parameters(), gradient);
    this.reduction =
        new StepReduction(run.collective(), step.training(), gradient, step::runningWeight);
    step.listener(reduction);
    this.times = new StepTimes(run.collective());
    this.metrics = new MetricSums(spec.objective().metrics());
    this.sums = new double[OWN_SUMS + metrics.size()];
    state.expectMetrics(metrics.size());
    this.metricsSoFar = () -> metrics.values(state.metricSums(), "");
    this.report = new EpochReport(run, state, true);
    this.evaluator = run.validation().map(rows -> new Evaluator(run, state.parameters(), rows));
    // The last that may fail, since it starts threads that only close ends.
    this.update =
        new ParameterUpdate(
            optimizer,
            spec.clipping(),
            state.parameters(),
            gradient,
            state.optimizer(),
            step.updated(),
            run.backend().threads());
  }

  TrainingResult run() {
    long perEpoch = run.training().stepsPerEpoch();
    run.training().seek(state.steps() / perEpoch, state.steps() % perEpoch);
    try {
      return report.finish(loop(perEpoch), failure);
    } catch (RuntimeException | Error e) {
      // The memory is freed after this, and others may be writing sums to it.
      reduction.abandon(e);
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
      double rate = spec.schedule().rate(state.steps(), perEpoch, state.history());
      if (!step(rate, perEpoch)) {
        return Outcome.DIVERGED;
      }
      if (!conclude(perEpoch)) {
        return Outcome.CANCELLED;
      }
    }
    return report.stops() ? Outcome.STOPPED_EARLY : Outcome.COMPLETED;
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

  /** Makes one step; returns false, and changes no parameter, when a number is not finite. */
  private boolean step(double rate, long perEpoch) {
    long began = System.nanoTime();
    Batch batch = run.training().next();
    long fed = System.nanoTime();
    metrics.clear();
    reduction.begin();
    step.run(batch, state.steps(), metrics);
    long computed = System.nanoTime();
    reduction.startRest();
    sums[0] = step.lossSum();
    sums[1] = step.weightSum();
    sums[2] = batch.rows();
    metrics.copyTo(sums, OWN_SUMS);
    run.collective().start(sums);
    reduction.await();
    run.collective().await(sums);
    long summed = System.nanoTime();
    double weight = sums[1];
    // A step whose rows have no weight changes nothing.
    double norm = weight > 0 ? update.norm(weight) : 0;
    if (!Double.isFinite(sums[0]) || !Double.isFinite(weight) || !Double.isFinite(norm)) {
      failure =
          Divergence.describe(
              sums[0] / weight, gradient, weight, state, state.steps() / perEpoch, rate);
      return false;
    }
    state.beginStep();
    if (weight > 0) {
      update.apply(weight, norm, rate);
    }
    for (int i = OWN_SUMS; i < sums.length; i++) {
      state.metricSums()[i - OWN_SUMS] += sums[i];
    }
    state.finishStep(sums[0], weight, norm, rate);
    times.add(began, fed, computed, summed, System.nanoTime());
    report.step(sums[0], weight, norm, rate, (long) sums[2], metricsSoFar);
    if (weight > 0 && report.wantsDistributions()) {
      report.distributions(distributions(weight));
    }
    return true;
  }

  /** Parameters after the step, and the mean gradient that was taken for it. */
  private List<Distribution> distributions(double weight) {
    List<Distribution> all = new ArrayList<>();
    for (ParameterLayout.Range range : state.parameters().layout().ranges()) {
      if (range.role() == Parameter.Role.TRAINABLE && step.updated().contains(range.name())) {
        String name = range.name();
        all.add(Distribution.of("parameters/" + name, state.parameters().tensor(name), 1));
        all.add(Distribution.of("gradients/" + name, gradient.tensor(name), 1 / weight));
      }
    }
    return all;
  }

  @Override
  public void close() {
    evaluator.ifPresent(Evaluator::close);
    update.close();
    step.close();
    gradient.close();
  }
}
