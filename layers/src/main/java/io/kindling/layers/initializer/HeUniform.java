package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Uniform numbers in {@code [-a, a)} with {@code a = sqrt(6 / fanIn)}, which keeps the variance of
 * layers that are followed by a ReLU.
 *
 * <p>Fans: of weights {@code [outputs, inputs, kernel...]} fan-in is inputs and fan-out outputs,
 * each times the size of the kernel.
 *
 * <p>Source: K. He et al., 2015, section 2.2. PyTorch's {@code kaiming_uniform_} with {@code
 * nonlinearity='relu'}; the default of its Linear and Conv has {@code a = 1 / sqrt(fanIn)}.
 */
public record HeUniform() implements Initializer {
  /** Returns the initializer. */
  public static HeUniform of() {
    return new HeUniform();
  }

  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Fans fans = Fans.of(parameter.shape());
    double limit = Math.sqrt(6 / fans.in());
    Draws.uniform(parameter, random, -limit, limit);
  }
}
