package io.kindling.training;

import io.kindling.layers.optimizer.StepOptimizer;
import java.util.Map;
import java.util.function.Supplier;

/** One step of all workers: gradients are summed, and every worker makes the same update. */
final class SummedStride implements Stride {
  /** The numbers of a step that are summed before those of its metrics. */
  private static final int OWN_SUMS = 3;

  private final TrainingRun run;
  private final TrainingState state;
  private final EpochReport report;
  private final MetricSums metrics;
  private final StepTimes times;
  private final Parameters gradient;
  private final GradientStep step;
  private final StepReduction reduction;
  private final ParameterUpdate update;
  private final double[] sums;
  private final Supplier<Map<String, Double>> metricsSoFar;
  private String failure = "";

  SummedStride(
      TrainingRun run,
      TrainingState state,
      StepOptimizer optimizer,
      EpochReport report,
      MetricSums metrics,
      StepTimes times) {
    this.run = run;
    this.state = state;
    this.report = report;
    this.metrics = metrics;
    this.times = times;
    this.gradient = Parameters.zeros(state.parameters().layout());
    this.step = new GradientStep(run, state.parameters(), gradient);
    this.reduction =
        new StepReduction(
            run.collective(),
            step.training(),
            gradient,
            step,
            run.spec().synchronization().compression(),
            state);
    step.listener(reduction);
    this.sums = new double[OWN_SUMS + metrics.size()];
    this.metricsSoFar = () -> metrics.values(state.metricSums(), "");
    // The last that may fail, since it starts threads that only close ends.
    this.update =
        new ParameterUpdate(
            optimizer,
            run.spec().clipping(),
            state.parameters(),
            gradient,
            state.optimizer(),
            step.updated(),
            run.backend().threads());
  }

  /** Makes one step; changes no parameter when a number is not finite. */
  @Override
  public End go(long perEpoch, long most) {
    double rate = run.spec().schedule().rate(state.steps(), perEpoch, state.history());
    long began = System.nanoTime();
    Batch batch = run.training().next();
    long fed = System.nanoTime();
    metrics.clear();
    reduction.begin();
    step.run(batch, state.steps(), metrics);
    long computed = System.nanoTime();
    sum(batch);
    long summed = System.nanoTime();
    double weight = sums[1];
    // A step whose rows have no weight changes nothing.
    double norm = weight > 0 ? update.norm(weight) : 0;
    if (!Double.isFinite(sums[0]) || !Double.isFinite(weight) || !Double.isFinite(norm)) {
      failure =
          Divergence.describe(
              sums[0] / weight, gradient, weight, state, state.steps() / perEpoch, rate);
      return End.DIVERGED;
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
      report.distributions(
          Distributions.of(
              state.parameters(),
              gradient,
              update.keepsGradient() ? 1 / weight : 0,
              step.updated()));
    }
    return End.DONE;
  }

  private void sum(Batch batch) {
    reduction.startRest();
    sums[0] = step.lossSum();
    sums[1] = step.weightSum();
    sums[2] = batch.rows();
    metrics.copyTo(sums, OWN_SUMS);
    run.collective().start(sums);
    reduction.await(sums);
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public void abandon(Throwable cause) {
    reduction.abandon(cause);
  }

  @Override
  public void close() {
    update.close();
    step.close();
    gradient.close();
  }
}
