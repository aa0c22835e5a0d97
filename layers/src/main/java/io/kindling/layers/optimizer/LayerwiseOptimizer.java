package io.kindling.layers.optimizer;

/**
 * An optimizer whose step is scaled for each layer, which is a trained parameter here: by the norms
 * of its values and of its direction.
 *
 * <p>The loop goes over all pieces of a parameter twice: once for the directions and both norms,
 * once to move. Norms are those of the mean gradient over all workers, so they are exact whatever
 * the number of workers. Parameters of one axis (biases, scales and shifts of normalization) have
 * the ratio 1, as in the large-batch recipes of MLPerf.
 */
public interface LayerwiseOptimizer extends StepOptimizer {
  /**
   * Turns the first {@code count} elements of a gradient into the direction of the step, and
   * updates the state vectors on the way; parameters stay as they are.
   *
   * @param gradient of the mean loss, without any decay; replaced by the direction
   * @param step the number of this update, from 1
   */
  void direct(float[] values, float[] gradient, float[][] slots, int count, long step);

  /** Returns the factor of a layer's rate from the Euclidean norms of values and direction. */
  double ratio(double values, double direction);

  /**
   * Moves the first {@code count} elements of the parameters.
   *
   * @param direction what {@link #direct} has left; may be overwritten
   * @param rate the learning rate of this step
   * @param ratio what {@link #ratio} gave for the layer
   */
  void move(
      float[] values, float[] direction, float[][] slots, int count, double rate, double ratio);

  /** Makes the step of a layer that is one piece. */
  @Override
  default void update(
      float[] values, float[] gradient, float[][] slots, int count, double rate, long step) {
    direct(values, gradient, slots, count, step);
    double ratio = ratio(Math.sqrt(squares(values, count)), Math.sqrt(squares(gradient, count)));
    move(values, gradient, slots, count, rate, ratio);
  }

  private static double squares(float[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }
}
