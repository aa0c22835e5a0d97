package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Uniform numbers in {@code [-a, a)} with {@code a = sqrt(3 / fanIn)}: variance {@code 1 / fanIn}.
 *
 * <p>Fans: of weights {@code [outputs, inputs, kernel...]} fan-in is inputs and fan-out outputs,
 * each times the size of the kernel.
 *
 * <p>Source: Y. LeCun et al., "Efficient BackProp", 1998, section 4.6. Keras' {@code
 * lecun_uniform}.
 */
public record LecunUniform() implements Initializer {
  /** Returns the initializer. */
  public static LecunUniform of() {
    return new LecunUniform();
  }

  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Fans fans = Fans.of(parameter.shape());
    double limit = Math.sqrt(3 / fans.in());
    Draws.uniform(parameter, random, -limit, limit);
  }
}
