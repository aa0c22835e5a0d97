package io.kindling.graph.op;

/**
 * {@code y = min(max(x, low), high)}; NaN stays. The derivative is 1 strictly between the bounds
 * and 0 elsewhere (PyTorch's is 1 on the bounds too).
 *
 * @param low the least result, {@code -Infinity} for none
 * @param high the greatest result, {@code Infinity} for none; where it is less than low it wins
 */
public record Clip(double low, double high) implements Activation {
  @Override
  public double apply(double x) {
    return Math.min(Math.max(x, low), high);
  }

  @Override
  public double derivative(double y) {
    // A float32 result that was clipped is the bound as a float, which may lie inside the bound.
    boolean inside = y > low && y < high && (float) y > (float) low && (float) y < (float) high;
    return inside ? 1 : 0;
  }
}
