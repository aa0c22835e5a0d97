package io.kindling.training;

import io.kindling.graph.Parameter;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The mean loss over all rows of all workers as a function of the trained parameters, with its
 * gradient. Every worker evaluates it at the same points.
 */
final class FullBatchFunction implements AutoCloseable {
  /** The numbers that are summed before those of the metrics. */
  private static final int OWN_SUMS = 3;

  private final TrainingRun run;
  private final TrainingState state;
  private final MetricSums metrics;
  private final Parameters gradient;
  private final Parameters total;
  private final GradientStep step;
  private final GradientReduction reduction;
  private final List<Segment> trained;
  private final List<Segment> assigned;
  private final float[] tile = new float[8192];
  private final float[] other = new float[8192];
  private final double[] sums;

  FullBatchFunction(TrainingRun run, TrainingState state, MetricSums metrics) {
    this.run = run;
    this.state = state;
    this.metrics = metrics;
    this.sums = new double[OWN_SUMS + metrics.size()];
    ParameterLayout layout = state.parameters().layout();
    this.gradient = Parameters.zeros(layout);
    this.total = Parameters.zeros(layout);
    this.step = new GradientStep(run, state.parameters(), gradient);
    this.reduction = new GradientReduction(run.collective(), total, step.updated());
    this.trained = segments(layout, Parameter.Role.TRAINABLE);
    this.assigned = segments(layout, Parameter.Role.STATE);
  }

  private List<Segment> segments(ParameterLayout layout, Parameter.Role role) {
    return Segment.of(layout, r -> r.role() == role && step.updated().contains(r.name()));
  }

  /** Returns the number of trained elements, padding included. */
  int size() {
    return Math.toIntExact(trained.stream().mapToLong(Segment::length).sum());
  }

  /** Returns the trained parameters. */
  double[] point() {
    return read(state.parameters());
  }

  /** Returns the trained elements of a vector. */
  double[] read(Parameters from) {
    double[] values = new double[size()];
    read(from.vector(), values, 1);
    return values;
  }

  /** Sets the trained parameters. */
  void moveTo(double[] point) {
    write(point, state.parameters());
  }

  /** Sets the trained elements of a vector, as float32. */
  void write(double[] point, Parameters to) {
    Tensor vector = to.vector();
    int at = 0;
    for (Segment segment : trained) {
      for (long i = segment.offset(); i < segment.offset() + segment.length(); i++) {
        vector.setFloat(i, (float) point[at++]);
      }
    }
  }

  private void read(Tensor vector, double[] to, double factor) {
    int at = 0;
    for (Segment segment : trained) {
      for (long i = segment.offset(); i < segment.offset() + segment.length(); i++) {
        to[at++] = vector.getFloat(i) * factor;
      }
    }
  }

  /** Returns the value at the parameters as they are and writes the gradient. */
  double evaluate(double[] slopes) {
    total.vector().clear();
    metrics.clear();
    run.training().seek(0, 0);
    double loss = 0;
    double weight = 0;
    double rows = 0;
    for (long at = 0; at < run.training().stepsPerEpoch(); at++) {
      if (run.cancelled().getAsBoolean()) {
        throw new CancellationException("cancelled after step " + state.steps());
      }
      Batch batch = run.training().next();
      step.run(batch, at, metrics);
      add(trained, 1);
      add(assigned, step.weightSum());
      loss += step.lossSum();
      weight += step.weightSum();
      rows += batch.rows();
    }
    reduction.run();
    sums[0] = loss;
    sums[1] = weight;
    sums[2] = rows;
    metrics.copyTo(sums, OWN_SUMS);
    run.collective().sum(sums);
    read(total.vector(), slopes, 1 / sums[1]);
    double decay = run.spec().optimizer().weightDecay();
    double penalty = 0;
    if (decay != 0) {
      double[] point = point();
      for (int i = 0; i < point.length; i++) {
        penalty += point[i] * point[i];
        slopes[i] += decay * point[i];
      }
    }
    return sums[0] / sums[1] + decay / 2 * penalty;
  }

  private void add(List<Segment> segments, double factor) {
    for (Segment segment : segments) {
      if (factor != 0) {
        Vectors.addScaled(gradient.vector(), total.vector(), segment, factor, tile, other);
      }
    }
  }

  /** Makes the mean of the next states of the last evaluation the state. */
  void assignState() {
    for (Segment segment : assigned) {
      Vectors.copyScaled(total.vector(), state.parameters().vector(), segment, 1 / sums[1], tile);
    }
  }

  /** Returns the summed loss, without the penalty, of the last evaluation. */
  double lossSum() {
    return sums[0];
  }

  /** Returns the summed weight of the last evaluation. */
  double weightSum() {
    return sums[1];
  }

  /** Copies the metrics' sums of the last evaluation. */
  void copyMetrics(double[] to) {
    System.arraycopy(sums, OWN_SUMS, to, 0, to.length);
  }

  /** Returns the number of rows of the last evaluation. */
  long rows() {
    return (long) sums[2];
  }

  /** Returns the summed gradient of the last evaluation. */
  Parameters total() {
    return total;
  }

  @Override
  public void close() {
    step.close();
    gradient.close();
    total.close();
  }
}
