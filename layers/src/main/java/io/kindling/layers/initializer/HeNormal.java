package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Normal numbers of mean 0 and standard deviation {@code sqrt(2 / fanIn)}, which keeps the variance
 * of layers that are followed by a ReLU.
 *
 * <p>Fans: of weights {@code [outputs, inputs, kernel...]} fan-in is inputs and fan-out outputs,
 * each times the size of the kernel.
 *
 * <p>Source: K. He et al., 2015, section 2.2. PyTorch's {@code kaiming_normal_}; Keras cuts the
 * distribution off at two standard deviations, this does not.
 */
public record HeNormal() implements Initializer {
  /** Returns the initializer. */
  public static HeNormal of() {
    return new HeNormal();
  }

  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Fans fans = Fans.of(parameter.shape());
    Draws.normal(parameter, random, 0, Math.sqrt(2 / fans.in()));
  }
}
