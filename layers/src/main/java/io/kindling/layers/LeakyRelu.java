package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;

/**
 * {@code y = x} from 0 on, {@code alpha x} below. Shapes: any.
 *
 * <p>Source: A. Maas et al., 2013. The default is PyTorch's and the standard's; Keras has 0.3.
 *
 * @param alpha the slope below 0
 */
public record LeakyRelu(double alpha) implements Activation {
  /** Checks alpha. */
  public LeakyRelu {
    if (!(alpha >= 0) || Double.isInfinite(alpha)) {
      throw Inputs.refuse("LeakyRelu", "alpha of 0 or more", alpha + "", "Raise it.");
    }
  }

  /** Returns the layer with an alpha of 0.01. */
  public static LeakyRelu of() {
    return new LeakyRelu(0.01);
  }

  /** Returns this layer with another alpha. */
  public LeakyRelu alpha(double other) {
    return new LeakyRelu(other);
  }

  @Override
  public Value activate(GraphBuilder builder, Value input) {
    return builder.apply(new io.kindling.graph.op.LeakyRelu((float) alpha), input);
  }
}
