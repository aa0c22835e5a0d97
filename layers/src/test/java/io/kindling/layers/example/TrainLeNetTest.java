package io.kindling.layers.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.Backends;
import org.junit.jupiter.api.Test;

final class TrainLeNetTest {
  @Test
  void example_learnsToTellStripes() {
    assertThat(TrainLeNet.run(1500, 200, 3, Backends.AUTO)).isGreaterThan(0.9);
  }

  @Test
  void spark_isNotOnTheClassPath() {
    assertThatThrownBy(() -> Class.forName("org.apache.spark.SparkContext"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
