package io.kindling.layers.initializer;

import io.kindling.graph.Initializer;
import io.kindling.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Normal numbers of mean 0 and standard deviation {@code sqrt(2 / (fanIn + fanOut))}.
 *
 * <p>Fans: of weights {@code [outputs, inputs, kernel...]} fan-in is inputs and fan-out outputs,
 * each times the size of the kernel.
 *
 * <p>Source: X. Glorot and Y. Bengio, 2010, section 4.2.3. PyTorch's {@code xavier_normal_}; Keras
 * cuts the distribution off at two standard deviations, this does not.
 */
public record GlorotNormal() implements Initializer {
  /** Returns the initializer. */
  public static GlorotNormal of() {
    return new GlorotNormal();
  }

  @Override
  public void initialize(Tensor parameter, RandomGenerator random) {
    Fans fans = Fans.of(parameter.shape());
    Draws.normal(parameter, random, 0, Math.sqrt(2 / (fans.in() + fans.out())));
  }
}
