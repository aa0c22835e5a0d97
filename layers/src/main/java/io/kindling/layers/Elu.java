package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/**
 * {@code y = x} from 0 on, {@code alpha (e^x - 1)} below. Shapes: any.
 *
 * <p>Source: D. Clevert et al., 2016.
 *
 * @param alpha minus the limit far below 0
 */
public record Elu(double alpha) implements Activation {
  /** Checks alpha. */
  public Elu {
    if (!(alpha >= 0) || Double.isInfinite(alpha)) {
      throw Inputs.refuse("Elu", "alpha of 0 or more", alpha + "", "Raise it.");
    }
  }

  /** Returns the layer with an alpha of 1. */
  public static Elu of() {
    return new Elu(1);
  }

  /** Returns this layer with another alpha. */
  public Elu alpha(double other) {
    return new Elu(other);
  }

  @Override
  public Value activate(GraphBuilder builder, Value input) {
    return builder.apply(new io.kindling.graph.op.Elu((float) alpha), input);
  }
}
