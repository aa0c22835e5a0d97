package io.kindling.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.layers.zoo.LeNet;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
  @Test
  void operationsOfAStepLeaveOutTheGradientOfImages() {
    double first = 2 * 6 * 24 * 24 * 25;
    double second = 2 * 12 * 8 * 8 * 6 * 25;
    double dense = 2 * (192 * 100 + 100 * 10);
    assertThat(Arithmetic.forward(LeNet.of().graph(), 7))
        .isCloseTo(7 * (first + second + dense), within(0.5));
    assertThat(Arithmetic.step(LeNet.of().graph(), 7))
        .isCloseTo(7 * (2 * first + 3 * (second + dense)), within(0.5));
  }

  @Test
  void productsThatMeasureTheLimitAreCounted() {
    assertThat(Arithmetic.forward(new LimitCase(16, 0, 4).graph(), 4))
        .isEqualTo(8 * 2.0 * 4 * 16 * 16);
    assertThat(Arithmetic.forward(new LimitCase(16, 5, 4).graph(), 4))
        .isEqualTo(8 * 2.0 * 4 * 25 * 16 * 16 * 9);
  }
}
