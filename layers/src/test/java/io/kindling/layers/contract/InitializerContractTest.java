package io.kindling.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kindling.graph.Initializer;
import io.kindling.layers.initializer.Constant;
import io.kindling.layers.initializer.GlorotNormal;
import io.kindling.layers.initializer.GlorotUniform;
import io.kindling.layers.initializer.HeNormal;
import io.kindling.layers.initializer.HeUniform;
import io.kindling.layers.initializer.InitializerTypes;
import io.kindling.layers.initializer.LecunNormal;
import io.kindling.layers.initializer.LecunUniform;
import io.kindling.layers.initializer.Normal;
import io.kindling.layers.initializer.Orthogonal;
import io.kindling.layers.initializer.Uniform;
import io.kindling.layers.json.JsonCodec;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerContractTest {
  /** Weights of a convolution with fan-in 30 * 9 = 270 and fan-out 40 * 9 = 360. */
  private static final Shape WEIGHTS = Shape.of(40, 30, 3, 3);

  private static final double ANY = Double.NaN;

  /**
   * One row of the contract: what numbers of {@link #WEIGHTS} have as mean and standard deviation.
   *
   * @param limit what no number exceeds in size
   * @param kurtosis the fourth moment over the squared second: 1.8 for uniform, 3 for normal
   *     numbers
   */
  record Row(
      Initializer initializer, double mean, double deviation, double limit, double kurtosis) {}

  static List<Row> rows() {
    double infinite = Double.POSITIVE_INFINITY;
    return List.of(
        uniform(GlorotUniform.of(), Math.sqrt(6.0 / 630)),
        normal(GlorotNormal.of(), 0, Math.sqrt(2.0 / 630)),
        uniform(HeUniform.of(), Math.sqrt(6.0 / 270)),
        normal(HeNormal.of(), 0, Math.sqrt(2.0 / 270)),
        uniform(LecunUniform.of(), Math.sqrt(3.0 / 270)),
        normal(LecunNormal.of(), 0, Math.sqrt(1.0 / 270)),
        new Row(Uniform.of(1, 3), 2, Math.sqrt(4.0 / 12), 3, 1.8),
        normal(Normal.of(0.5).mean(-2), -2, 0.5),
        new Row(Constant.of(0.25), 0.25, 0, 0.25, ANY),
        new Row(Orthogonal.of().gain(2), 0, 2 / Math.sqrt(270), infinite, ANY));
  }

  private static Row uniform(Initializer initializer, double limit) {
    return new Row(initializer, 0, limit / Math.sqrt(3), limit, 1.8);
  }

  private static Row normal(Initializer initializer, double mean, double deviation) {
    return new Row(initializer, mean, deviation, Double.POSITIVE_INFINITY, 3);
  }

  @Test
  void everyInitializerHasARowAndAName() {
    List<Class<?>> initializers = Records.besides(Constant.class, Initializer.class);
    assertThat(rows().stream().<Class<?>>map(row -> row.initializer().getClass()))
        .containsExactlyInAnyOrderElementsOf(initializers);
    assertThat(Records.registered(new InitializerTypes().types(), Initializer.class))
        .containsExactlyInAnyOrderElementsOf(initializers);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isTheSameAfterJson(Row row) {
    JsonCodec codec = JsonCodec.standard();
    assertThat(codec.fromJson(codec.toJson(row.initializer()), Initializer.class))
        .isEqualTo(row.initializer());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void hasTheMomentsOfItsDistribution(Row row) {
    float[] numbers = filled(row.initializer(), 17);
    double mean = 0;
    for (float number : numbers) {
      assertThat((double) Math.abs(number)).isLessThanOrEqualTo(row.limit());
      mean += number / numbers.length;
    }
    double second = 0;
    double fourth = 0;
    for (float number : numbers) {
      second += Math.pow(number - mean, 2) / numbers.length;
      fourth += Math.pow(number - mean, 4) / numbers.length;
    }
    // Ten standard errors of the mean, and of the standard deviation, of 10,800 numbers.
    double error = 10 / Math.sqrt(numbers.length) * row.deviation() + 1e-9;
    assertThat(mean).isCloseTo(row.mean(), Offset.offset(error));
    assertThat(Math.sqrt(second)).isCloseTo(row.deviation(), Offset.offset(error / Math.sqrt(2)));
    if (!Double.isNaN(row.kurtosis())) {
      assertThat(fourth / (second * second)).isCloseTo(row.kurtosis(), Offset.offset(0.4));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void givesTheSameNumbersForTheSameSeed(Row row) {
    float[] first = filled(row.initializer(), 17);
    assertThat(filled(row.initializer(), 17)).isEqualTo(first);
    if (!(row.initializer() instanceof Constant)) {
      assertThat(filled(row.initializer(), 18)).isNotEqualTo(first);
    }
  }

  private static float[] filled(Initializer initializer, long seed) {
    Tensor weights = Tensor.zeros(WEIGHTS.dims());
    initializer.initialize(weights, new SplittableRandom(seed));
    return weights.toFloats();
  }

  @Test
  void fansOfDenseWeightsAndVectorsAreTheirSizes() {
    Tensor dense = Tensor.zeros(200, 100);
    LecunUniform.of().initialize(dense, new SplittableRandom(1));
    assertThat(largest(dense)).isBetween(0.99 * Math.sqrt(0.03), Math.sqrt(0.03));
    GlorotUniform.of().initialize(dense, new SplittableRandom(1));
    assertThat(largest(dense)).isBetween(0.99 * Math.sqrt(0.02), Math.sqrt(0.02));
    Tensor vector = Tensor.zeros(600);
    HeUniform.of().initialize(vector, new SplittableRandom(1));
    assertThat(largest(vector)).isBetween(0.09, 0.1);
  }

  private static double largest(Tensor tensor) {
    double largest = 0;
    for (float number : tensor.toFloats()) {
      largest = Math.max(largest, Math.abs(number));
    }
    return largest;
  }

  @Test
  void orthogonalMatricesAre() {
    for (long[] dims : new long[][] {{20, 30}, {30, 20}, {16, 16}, {6, 2, 3, 2}, {1, 5}}) {
      Tensor weights = Tensor.zeros(dims);
      Orthogonal.of().gain(3).initialize(weights, new SplittableRandom(4));
      int rows = (int) dims[0];
      int columns = (int) (weights.size() / rows);
      boolean tall = rows > columns;
      int vectors = Math.min(rows, columns);
      for (int a = 0; a < vectors; a++) {
        for (int b = 0; b <= a; b++) {
          double product = 0;
          for (int k = 0; k < Math.max(rows, columns); k++) {
            product +=
                weights.getDouble(tall ? (long) k * columns + a : (long) a * columns + k)
                    * weights.getDouble(tall ? (long) k * columns + b : (long) b * columns + k);
          }
          assertThat(product).isCloseTo(a == b ? 9 : 0, Offset.offset(1e-5));
        }
      }
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    refused(() -> Normal.of(0), "Normal: expected a positive standard deviation, got 0.0.");
    refused(() -> Uniform.of(2, 1), "Uniform: expected low up to high, got 2.0 and 1.0.");
    refused(() -> Constant.of(Double.NaN), "Constant: expected a finite value, got NaN.");
    refused(() -> Orthogonal.of().gain(-1), "Orthogonal: expected a positive gain, got -1.0.");
    refused(
        () -> Orthogonal.of().initialize(Tensor.zeros(3), new SplittableRandom(1)),
        "Orthogonal: expected weights of two axes or more, got [3]. Use it for weights only.");
  }

  private static void refused(Runnable action, String message) {
    assertThatIllegalArgumentException().isThrownBy(action::run).withMessageStartingWith(message);
  }
}
