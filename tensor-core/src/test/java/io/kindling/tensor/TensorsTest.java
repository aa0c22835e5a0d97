package io.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import breeze.linalg.DenseMatrix;
import breeze.linalg.DenseVector;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorsTest {
  @Test
  void factories_giveWhatTheySay() {
    assertThat(Tensors.ones(2, 2).toFloats()).containsExactly(1, 1, 1, 1);
    assertThat(Tensors.full(2.5, 2).toFloats()).containsExactly(2.5f, 2.5f);
    assertThat(Tensors.arange(3).toFloats()).containsExactly(0, 1, 2);
    assertThat(Tensors.arange(1, 0, -0.25).toFloats()).containsExactly(1, 0.75f, 0.5f, 0.25f);
    assertThat(Tensors.arange(1, 0, 1).size()).isZero();
    assertThat(Tensors.linspace(0, 1, 5).toFloats()).containsExactly(0, 0.25f, 0.5f, 0.75f, 1);
    assertThat(Tensors.linspace(3, 4, 1).toFloats()).containsExactly(3);
    assertThat(Tensors.eye(2).toFloats()).containsExactly(1, 0, 0, 1);
    assertThatThrownBy(() -> Tensors.arange(0, 1, 0)).hasMessageContaining("other than 0");
  }

  @Test
  void random_repeatsWithItsSeedAndHasItsMoments() {
    float[] uniform = Tensors.uniform(new SplittableRandom(1), 10_000).toFloats();
    assertThat(uniform).isEqualTo(Tensors.uniform(new SplittableRandom(1), 10_000).toFloats());
    double[] normal = Tensors.normal(new SplittableRandom(1), 10_000).toDoubles();
    assertThat(Arrays.stream(normal).average().orElseThrow()).isBetween(-0.05, 0.05);
    assertThat(Arrays.stream(normal).map(x -> x * x).average().orElseThrow()).isBetween(0.95, 1.05);
    assertThat(uniform).contains(uniform[0]);
    for (float each : uniform) {
      assertThat(each).isGreaterThanOrEqualTo(0).isLessThan(1);
    }
  }

  static Stream<Object> arrays() {
    return Stream.of(
        new float[][] {{1, 2, 3}, {4, 5, 6}},
        new double[] {1.5, -2},
        new int[][][] {{{1}, {2}}},
        new long[] {Long.MAX_VALUE},
        new short[] {-3},
        new byte[][] {{-1, 1}},
        new boolean[] {true, false},
        new float[0][3],
        2.5f,
        new double[2][0]);
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void nestedArrays_comeBack(Object array) {
    Object back = Tensors.toArray(Tensors.of(array));
    assertThat(back.getClass()).isEqualTo(array.getClass());
    assertThat(Arrays.deepEquals(new Object[] {back}, new Object[] {array})).isTrue();
  }

  @Test
  void nestedArrays_haveShapeAndType() {
    Tensor tensor = Tensors.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    assertThat(tensor.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(tensor.type()).isEqualTo(DataType.FLOAT64);
    assertThat(tensor.getDouble(tensor.index(2, 0))).isEqualTo(5);
    assertThat(Tensors.toArray(Tensor.full(DataType.UINT8, Shape.of(1), 200)))
        .isEqualTo(new short[] {200});
  }

  @Test
  void nestedArrays_ragged_areRefused() {
    assertThatThrownBy(() -> Tensors.of(new int[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected arrays of 2 along axis 1, got 1");
    assertThatThrownBy(() -> Tensors.of(new String[] {"a"}))
        .hasMessageContaining("expected numbers or booleans, got java.lang.String");
    assertThatThrownBy(() -> Tensors.of(new Float[] {null}))
        .hasMessageContaining("expected a number, got null");
  }

  @Test
  void breeze_comesBack() {
    Tensor vector = Tensors.of(new double[] {1, 2, 3});
    DenseVector<Object> asVector = BreezeTensors.toVector(vector);
    assertThat(asVector.apply(2)).isEqualTo(3.0);
    assertThat(BreezeTensors.fromVector(asVector).toDoubles()).containsExactly(1, 2, 3);

    Tensor matrix = Tensors.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    DenseMatrix<Object> asMatrix = BreezeTensors.toMatrix(matrix);
    assertThat(asMatrix.rows()).isEqualTo(2);
    assertThat(asMatrix.apply(1, 0)).isEqualTo(4.0);
    assertThat(BreezeTensors.fromMatrix(asMatrix).toDoubles()).containsExactly(1, 2, 3, 4, 5, 6);
    DenseMatrix<Object> byColumns = new DenseMatrix<>(2, 2, new double[] {1, 2, 3, 4});
    assertThat(BreezeTensors.fromMatrix(byColumns).toDoubles()).containsExactly(1, 3, 2, 4);
    assertThatThrownBy(() -> BreezeTensors.toMatrix(vector))
        .hasMessageContaining("2 axes, got [3]");
  }
}
