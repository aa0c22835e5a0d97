package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.tensor.Shape;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Mean, clipping and state by hand; longer than a tile, with padding between ranges. */
final class ParameterUpdateTest {
  private static final int SIZE = 9001;
  private static final Initializer ZERO = (parameter, random) -> {};
  private final Graph graph = graph();
  private final Parameters parameters = Parameters.zeros(ParameterLayout.of(graph));
  private final Parameters gradient = Parameters.zeros(ParameterLayout.of(graph));

  private static Graph graph() {
    GraphBuilder builder = GraphBuilder.named("g");
    builder.parameter("frozen", Shape.of(5), ZERO);
    builder.parameter("w", Shape.of(SIZE), ZERO);
    builder.state("mean", Shape.of(3), ZERO);
    builder.parameter("b", Shape.of(1), ZERO);
    return builder.build();
  }

  private ParameterUpdate update(GradientClipping clipping) {
    return new ParameterUpdate(
        Sgd.of(),
        clipping,
        parameters,
        gradient,
        OptimizerState.initial(Sgd.of(), parameters.layout()),
        Set.of("w", "mean", "b"),
        1);
  }

  private void fill() {
    for (int i = 0; i < SIZE; i++) {
      gradient.tensor("w").setFloat(i, i % 2 == 0 ? 6 : -2);
    }
    gradient.tensor("b").setFloat(0, 40);
    gradient.tensor("mean").set(2, 4, 6);
    gradient.tensor("frozen").set(1, 1, 1, 1, 1);
  }

  private void requirePaddingAndFrozenZero() {
    for (ParameterLayout.Range range : parameters.layout().ranges()) {
      for (long i = range.end(); i < range.paddedEnd(); i++) {
        assertThat(parameters.vector().getFloat(i)).isZero();
      }
    }
    assertThat(parameters.tensor("frozen").toFloats()).isEqualTo(new float[5]);
  }

  @Test
  void sums_becomeMeans() {
    fill();
    ParameterUpdate update = update(GradientClipping.none());
    double norm = update.norm(2);
    double expected = Math.sqrt(4501 * 9.0 + 4500 * 1.0 + 400);
    assertThat(norm).isCloseTo(expected, Offset.offset(1e-9));
    update.apply(2, norm, 0.5);
    assertThat(parameters.tensor("w").getFloat(0)).isEqualTo(-1.5f);
    assertThat(parameters.tensor("w").getFloat(SIZE - 2)).isEqualTo(0.5f);
    assertThat(parameters.tensor("b").getFloat(0)).isEqualTo(-10f);
    assertThat(parameters.tensor("mean").toFloats()).containsExactly(1, 2, 3);
    requirePaddingAndFrozenZero();
  }

  @Test
  void clippingByValue_boundsTheMean() {
    fill();
    ParameterUpdate update = update(GradientClipping.byValue(2));
    update.apply(2, update.norm(2), 1);
    assertThat(parameters.tensor("w").getFloat(0)).isEqualTo(-2f);
    assertThat(parameters.tensor("w").getFloat(1)).isEqualTo(1f);
    assertThat(parameters.tensor("b").getFloat(0)).isEqualTo(-2f);
    requirePaddingAndFrozenZero();
  }

  @Test
  void clippingByNorm_scalesAllTogether() {
    fill();
    ParameterUpdate update = update(GradientClipping.byGlobalNorm(1));
    double norm = update.norm(2);
    update.apply(2, norm, 1);
    double squares = 0;
    for (String name : new String[] {"w", "b"}) {
      for (float value : parameters.tensor(name).toFloats()) {
        squares += (double) value * value;
      }
    }
    assertThat(Math.sqrt(squares)).isCloseTo(1, Offset.offset(1e-6));
    assertThat(parameters.tensor("b").getFloat(0))
        .isCloseTo((float) (-20 / norm), Offset.offset(1e-6f));
    update(GradientClipping.byGlobalNorm(1e6)).apply(2, norm, 1);
    assertThat(parameters.tensor("b").getFloat(0))
        .isCloseTo((float) (-20 / norm - 20), Offset.offset(1e-5f));
  }

  @Test
  void elementThatIsNotFinite_showsInTheNorm() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      fill();
      gradient.tensor("w").setFloat(SIZE - 1, bad);
      assertThat(update(GradientClipping.none()).norm(1)).isNotFinite();
    }
  }

  /** Elements whose squares float cannot hold, beside others that it can. */
  @Test
  void norm_isThatOfDoublesWhereverFloatsReach() {
    for (float size : new float[] {1e-40f, 1e-25f, 1e-16f, 1, 1e19f, 1e25f, 3e38f}) {
      Random random = new Random(1);
      double squares = 0;
      for (int i = 0; i < SIZE; i++) {
        float slope = size * (random.nextFloat() - 0.5f);
        gradient.tensor("w").setFloat(i, slope);
        squares += (double) slope * slope;
      }
      assertThat(update(GradientClipping.none()).norm(1))
          .as("norm of elements of %s", size)
          .isCloseTo(Math.sqrt(squares), Offset.offset(1e-6 * Math.sqrt(squares)));
    }
  }

  @Test
  void numberOfThreads_changesNoBit() {
    GraphBuilder builder = GraphBuilder.named("long");
    builder.parameter("w", Shape.of(700_001), ZERO);
    builder.state("mean", Shape.of(300), ZERO);
    builder.parameter("v", Shape.of(100_003), ZERO);
    ParameterLayout layout = ParameterLayout.of(builder.build());
    float[] expected = steps(layout, 1);
    assertThat(steps(layout, 2)).isEqualTo(expected);
    assertThat(steps(layout, 3)).isEqualTo(expected);
  }

  /** Returns the parameters after three steps of random gradients, and the norms. */
  private static float[] steps(ParameterLayout layout, int threads) {
    Adam optimizer = Adam.of().weightDecay(0.1);
    int length = (int) layout.length();
    float[] result = new float[length + 3];
    try (Parameters weights = Parameters.zeros(layout);
        Parameters slopes = Parameters.zeros(layout);
        OptimizerState state = OptimizerState.initial(optimizer, layout);
        ParameterUpdate update =
            new ParameterUpdate(
                optimizer,
                GradientClipping.byGlobalNorm(1),
                weights,
                slopes,
                state,
                Set.of("w", "mean", "v"),
                threads)) {
      Random random = new Random(1);
      for (int step = 0; step < 3; step++) {
        for (long i = 0; i < length; i++) {
          slopes.vector().setFloat(i, random.nextFloat() - 0.5f);
        }
        double norm = update.norm(7);
        update.apply(7, norm, 0.1);
        result[length + step] = (float) norm;
      }
      weights.vector().copyTo(0, result, 0, length);
    }
    return result;
  }
}
