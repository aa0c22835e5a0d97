package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Uniform numbers in {@code [-a, a)} with {@code a = sqrt(6 / (fanIn + fanOut))}, which keeps the
 * variance of tanh-like layers in both directions.
 *
 * <p>Fans: of weights {@code [outputs, inputs, kernel...]} fan-in is inputs and fan-out outputs,
 * each times the size of the kernel.
 *
 * <p>Source: X. Glorot and Y. Bengio, 2010, section 4.2.3. Keras' default for Dense and Conv;
 * PyTorch's {@code xavier_uniform_}.
 */
public record GlorotUniform() implements Initializer {
  /** Returns the initializer. */
  public static GlorotUniform of() {
    return new GlorotUniform();
  }

  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Fans fans = Fans.of(parameter.shape());
    double limit = Math.sqrt(6 / (fans.in() + fans.out()));
    Draws.uniform(parameter, random, -limit, limit);
  }
}
