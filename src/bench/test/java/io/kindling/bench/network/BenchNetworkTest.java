package io.kindling.bench.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchNetworkTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByItsNameAndTellsTenClasses(BenchNetwork one) {
    assertThat(BenchNetwork.named(one.part())).isEqualTo(one);
    assertThat(one.network().graph().inputs()).hasSize(1);
    assertThat(one.network().graph().outputs().get("scores").shape()).isEqualTo(Shape.batched(10));
  }
}
