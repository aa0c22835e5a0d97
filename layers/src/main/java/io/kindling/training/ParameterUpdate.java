package io.kindling.training;

import io.kindling.graph.Parameter;
import io.kindling.layers.optimizer.StepOptimizer;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * Turns summed gradients into new parameters: mean, clipping, decay, the optimizer's step, and the
 * assignment of state.
 *
 * <p>Works through tiles of the flat vectors that are copied to arrays and back, because the JIT
 * vectorizes loops over arrays and not those over native memory. Allocates nothing.
 */
final class ParameterUpdate {
  private static final int TILE = 8192;

  private final StepOptimizer optimizer;
  private final GradientClipping clipping;
  private final Parameters parameters;
  private final Parameters gradient;
  private final OptimizerState state;
  private final List<Segment> trained;
  private final List<Segment> assigned;
  private final float[] values = new float[TILE];
  private final float[] slopes = new float[TILE];
  private final float[][] slots;

  /**
   * @param updated names of the parameters whose gradient, or next state, is in {@code gradient}
   */
  ParameterUpdate(
      StepOptimizer optimizer,
      GradientClipping clipping,
      Parameters parameters,
      Parameters gradient,
      OptimizerState state,
      Set<String> updated) {
    this.optimizer = optimizer;
    this.clipping = clipping;
    this.parameters = parameters;
    this.gradient = gradient;
    this.state = state;
    this.slots = new float[optimizer.slots()][TILE];
    this.trained = segments(parameters.layout(), updated, Parameter.Role.TRAINABLE);
    this.assigned = segments(parameters.layout(), updated, Parameter.Role.STATE);
  }

  private static List<Segment> segments(
      ParameterLayout layout, Set<String> updated, Parameter.Role role) {
    return Segment.of(layout, r -> r.role() == role && updated.contains(r.name()));
  }

  /** Multiplies next states by the local weight, so that sums over workers become means. */
  void weighState(double weight) {
    for (int i = 0; i < assigned.size(); i++) {
      Vectors.scale(gradient.vector(), assigned.get(i), weight, slopes);
    }
  }

  /** Returns the Euclidean norm of the mean gradient; not a number when an element is not. */
  double norm(double weight) {
    double squares = 0;
    for (int i = 0; i < trained.size(); i++) {
      squares += Vectors.squares(gradient.vector(), trained.get(i), slopes);
    }
    return Math.sqrt(squares) / weight;
  }

  /**
   * Makes one step.
   *
   * @param weight the sum of the row weights over all workers, above 0
   * @param norm what {@link #norm} returned
   */
  void apply(double weight, double norm, double rate) {
    long step = state.next();
    double scale = 1 / weight;
    if (clipping.kind() == GradientClipping.Kind.GLOBAL_NORM && norm > clipping.limit()) {
      scale *= clipping.limit() / norm;
    }
    for (int i = 0; i < trained.size(); i++) {
      Segment segment = trained.get(i);
      long end = segment.offset() + segment.length();
      for (long at = segment.offset(); at < end; at += TILE) {
        tile(at, (int) Math.min(TILE, end - at), (float) scale, rate, step);
      }
    }
    for (int i = 0; i < assigned.size(); i++) {
      Segment segment = assigned.get(i);
      Vectors.copyScaled(gradient.vector(), parameters.vector(), segment, 1 / weight, slopes);
    }
  }

  private void tile(long at, int count, float scale, double rate, long step) {
    Tensor weights = parameters.vector();
    weights.copyTo(at, values, 0, count);
    gradient.vector().copyTo(at, slopes, 0, count);
    for (int slot = 0; slot < slots.length; slot++) {
      state.slots().get(slot).vector().copyTo(at, slots[slot], 0, count);
    }
    for (int i = 0; i < count; i++) {
      slopes[i] *= scale;
    }
    if (clipping.kind() == GradientClipping.Kind.VALUE) {
      Vectors.clamp(slopes, count, (float) clipping.limit());
    }
    decay(count, rate);
    optimizer.update(values, slopes, slots, count, rate, step);
    weights.copyFrom(values, 0, at, count);
    for (int slot = 0; slot < slots.length; slot++) {
      state.slots().get(slot).vector().copyFrom(slots[slot], 0, at, count);
    }
  }

  private void decay(int count, double rate) {
    if (optimizer.weightDecay() == 0) {
      return;
    }
    if (optimizer.hasDecoupledDecay()) {
      float keep = (float) (1 - rate * optimizer.weightDecay());
      for (int i = 0; i < count; i++) {
        values[i] *= keep;
      }
    } else {
      float factor = (float) optimizer.weightDecay();
      for (int i = 0; i < count; i++) {
        slopes[i] += factor * values[i];
      }
    }
  }
}
