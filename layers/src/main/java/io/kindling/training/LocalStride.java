package io.kindling.training;

import io.kindling.graph.Parameter;
import io.kindling.layers.optimizer.StepOptimizer;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Some steps of each worker alone, then the average of what all have come to, by the weight of the
 * rows that each has seen. Until then nothing is sent. When a worker is lost meanwhile, the others
 * go back to where they agreed last.
 */
final class LocalStride implements Stride {
  /** The numbers that are summed before those of the metrics. */
  private static final int OWN_SUMS = 4;

  private static final int TILE = 2048;

  private final TrainingRun run;
  private final Synchronization synchronization;
  private final TrainingState state;
  private final EpochReport report;
  private final MetricSums metrics;
  private final StepTimes times;
  private final Parameters gradient;
  private final GradientStep step;
  private final ParameterUpdate update;
  private final List<Parameters> moving = new ArrayList<>();
  private final List<Parameters> agreed = new ArrayList<>();
  private final List<Segment> changed;
  private final List<Segment> states;
  private final List<Tensor> averaged = new ArrayList<>();
  private final float[] tile = new float[TILE];
  private final double[] sums;
  private final Supplier<Map<String, Double>> metricsSoFar;
  private final double[] pace;
  private double rate;
  private double loss;
  private double weight;
  private double rows;
  private double norms;
  private long next = 1;
  private String failure = "";

  LocalStride(
      TrainingRun run,
      TrainingState state,
      StepOptimizer optimizer,
      EpochReport report,
      MetricSums metrics,
      StepTimes times) {
    this.run = run;
    this.synchronization = run.spec().synchronization();
    this.state = state;
    this.report = report;
    this.metrics = metrics;
    this.times = times;
    ParameterLayout layout = state.parameters().layout();
    this.gradient = Parameters.zeros(layout);
    this.step = new GradientStep(run, state.parameters(), gradient);
    this.changed = Segment.of(layout, range -> step.updated().contains(range.name()));
    this.states =
        Segment.of(
            layout,
            range -> range.role() == Parameter.Role.STATE && step.updated().contains(range.name()));
    moving.add(state.parameters());
    moving.addAll(state.optimizer().slots());
    for (Parameters each : moving) {
      agreed.add(Parameters.zeros(layout));
      changed.forEach(segment -> averaged.add(segment.of(each.vector())));
    }
    this.sums = new double[OWN_SUMS + metrics.size()];
    this.metricsSoFar = () -> metrics.values(state.metricSums(), "");
    this.pace = new double[run.collective().workers()];
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

  @Override
  public End go(long perEpoch, long most) {
    long count =
        Math.min(most, synchronization.localSteps() > 0 ? synchronization.localSteps() : next);
    for (int i = 0; i < moving.size(); i++) {
      agreed.get(i).copyFrom(moving.get(i));
    }
    long updates = state.optimizer().updates();
    state.beginStep();
    try {
      End end = round(count, perEpoch);
      if (end == End.DONE) {
        state.optimizer().updates(updates + count);
        finish(count);
      } else {
        goBack(updates);
      }
      return end;
    } catch (RuntimeException | Error e) {
      // Nobody may be writing averages to what is restored.
      run.collective().abandon(e);
      goBack(updates);
      throw e;
    }
  }

  private void goBack(long updates) {
    for (int i = 0; i < moving.size(); i++) {
      moving.get(i).copyFrom(agreed.get(i));
    }
    state.optimizer().updates(updates);
    state.undoStep();
  }

  private End round(long count, long perEpoch) {
    loss = 0;
    weight = 0;
    rows = 0;
    norms = 0;
    metrics.clear();
    long began = System.nanoTime();
    for (long i = 0; i < count; i++) {
      if (run.cancelled().getAsBoolean()) {
        return End.CANCELLED;
      }
      step(state.steps() + i, perEpoch);
    }
    double seconds = (System.nanoTime() - began) / 1e9 / count;
    long alone = System.nanoTime();
    boolean finite = average(seconds);
    times.waited(alone, System.nanoTime());
    if (!finite) {
      failure =
          Divergence.describe(
              sums[0] / sums[1], gradient, 1, state, state.steps() / perEpoch, rate);
    }
    return finite ? End.DONE : End.DIVERGED;
  }

  private void step(long number, long perEpoch) {
    rate = run.spec().schedule().rate(number, perEpoch, state.history());
    long began = System.nanoTime();
    Batch batch = run.training().next();
    long fed = System.nanoTime();
    step.run(batch, number, metrics);
    long computed = System.nanoTime();
    double own = step.weightSum();
    for (int i = 0; i < states.size(); i++) {
      Vectors.scale(gradient.vector(), states.get(i), step.runningWeight(), tile);
    }
    changed.forEach(step::complete);
    double norm = own > 0 ? update.norm(own) : 0;
    if (own > 0 && Double.isFinite(norm)) {
      update.apply(own, norm, rate);
    }
    loss += step.lossSum();
    weight += own;
    rows += batch.rows();
    norms += norm * own;
    times.add(began, fed, computed, computed, System.nanoTime());
  }

  /** Averages what all have come to; false, with nothing of use, when a number is not finite. */
  private boolean average(double seconds) {
    sums[0] = loss;
    sums[1] = weight;
    sums[2] = rows;
    sums[3] = norms;
    metrics.copyTo(sums, OWN_SUMS);
    run.collective().sum(sums);
    if (!Double.isFinite(sums[0]) || !Double.isFinite(sums[1]) || !Double.isFinite(sums[3])) {
      return false;
    }
    plan(seconds);
    if (sums[1] > 0) {
      for (Parameters each : moving) {
        for (Segment segment : changed) {
          Vectors.scale(each.vector(), segment, weight / sums[1], tile);
        }
      }
      averaged.forEach(run.collective()::start);
      averaged.forEach(run.collective()::await);
    }
    return true;
  }

  /**
   * Agrees on the number of steps that take the slowest worker about the time that is asked for.
   */
  private void plan(double seconds) {
    if (synchronization.localSeconds() == 0) {
      return;
    }
    Arrays.fill(pace, 0);
    pace[run.collective().rank()] = seconds;
    run.collective().sum(pace);
    double slowest = Arrays.stream(pace).max().orElse(seconds);
    next = Math.max(1, (long) (synchronization.localSeconds() / slowest));
  }

  private void finish(long count) {
    for (int i = OWN_SUMS; i < sums.length; i++) {
      state.metricSums()[i - OWN_SUMS] += sums[i];
    }
    double norm = sums[1] > 0 ? sums[3] / sums[1] : 0;
    state.finishSteps(count, sums[0], sums[1], norm, rate);
    report.step(sums[0], sums[1], norm, rate, (long) sums[2], metricsSoFar);
    if (sums[1] > 0 && report.wantsDistributions()) {
      // The gradient is that of the last step of this worker alone.
      double own = step.weightSum();
      report.distributions(
          Distributions.of(
              state.parameters(),
              gradient,
              own > 0 && update.keepsGradient() ? 1 / own : 0,
              step.updated()));
    }
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public void abandon(Throwable cause) {
    run.collective().abandon(cause);
  }

  @Override
  public void close() {
    update.close();
    step.close();
    gradient.close();
    agreed.forEach(Parameters::close);
  }
}
