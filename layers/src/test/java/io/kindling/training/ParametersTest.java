package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.tensor.Shape;
import org.junit.jupiter.api.Test;

final class ParametersTest {
  private static final Initializer GAUSSIAN =
      (parameter, random) -> {
        for (long i = 0; i < parameter.size(); i++) {
          parameter.setFloat(i, (float) random.nextGaussian());
        }
      };

  private static Graph graph(String... names) {
    GraphBuilder builder = GraphBuilder.named("g");
    for (String name : names) {
      builder.parameter(name, Shape.of(3, 5), GAUSSIAN);
    }
    builder.state("mean", Shape.of(7), GAUSSIAN);
    return builder.build();
  }

  @Test
  void ranges_areAlignedAndPaddingIsZero() {
    Parameters parameters = Parameters.initialize(graph("a", "b"), 1);
    ParameterLayout layout = parameters.layout();
    assertThat(layout.length()).isEqualTo(16 + 16 + 16);
    assertThat(layout.count()).isEqualTo(15 + 15 + 7);
    assertThat(layout.range("b").offset()).isEqualTo(16);
    assertThat(parameters.tensor("b").address() % 64).isZero();
    assertThat(parameters.vector().getFloat(15)).isZero();
    assertThat(parameters.vector().getFloat(47)).isZero();
  }

  @Test
  void firstValues_dependOnSeedAndNameAlone() {
    Parameters one = Parameters.initialize(graph("a", "b"), 1);
    Parameters other = Parameters.initialize(graph("b", "c", "a"), 1);
    Parameters seed = Parameters.initialize(graph("a", "b"), 2);
    assertThat(one.tensor("a").toFloats()).isEqualTo(other.tensor("a").toFloats());
    assertThat(one.tensor("b").toFloats()).isEqualTo(other.tensor("b").toFloats());
    assertThat(one.tensor("a").toFloats())
        .isNotEqualTo(one.tensor("b").toFloats())
        .isNotEqualTo(seed.tensor("a").toFloats());
  }

  @Test
  void copies_areApartAndLayoutsAreCompared() {
    Parameters parameters = Parameters.initialize(graph("a"), 1);
    Parameters copy = parameters.copy();
    copy.vector().clear();
    assertThat(parameters.tensor("a").getFloat(0)).isNotZero();
    Parameters other = Parameters.zeros(ParameterLayout.of(graph("b")));
    assertThatThrownBy(() -> copy.copyFrom(other)).isInstanceOf(IllegalArgumentException.class);
    assertThat(parameters.layout().fingerprint()).isNotEqualTo(other.layout().fingerprint());
    assertThatThrownBy(() -> copy.tensor("x")).hasMessageContaining("[a, mean]");
  }

  @Test
  void randomStream_isTheSameForEver() {
    RandomStream random = new RandomStream(42);
    assertThat(random.nextLong()).isEqualTo(-7450291807549245335L);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 100_000; i++) {
      double x = random.nextGaussian();
      sum += x;
      squares += x * x;
    }
    assertThat(sum / 100_000).isBetween(-0.02, 0.02);
    assertThat(squares / 100_000).isBetween(0.98, 1.02);
  }
}
