package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Normal numbers of mean 0 and standard deviation {@code sqrt(1 / fanIn)}.
 *
 * <p>Fans: of weights {@code [outputs, inputs, kernel...]} fan-in is inputs and fan-out outputs,
 * each times the size of the kernel.
 *
 * <p>Source: Y. LeCun et al., "Efficient BackProp", 1998, section 4.6. Keras' {@code lecun_normal}
 * cuts the distribution off at two standard deviations, this does not.
 */
public record LecunNormal() implements Initializer {
  /** Returns the initializer. */
  public static LecunNormal of() {
    return new LecunNormal();
  }

  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Fans fans = Fans.of(parameter.shape());
    Draws.normal(parameter, random, 0, Math.sqrt(1 / fans.in()));
  }
}
