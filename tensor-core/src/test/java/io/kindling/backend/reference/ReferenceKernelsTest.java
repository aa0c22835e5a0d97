package io.kindling.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Concat;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Div;
import io.kindling.graph.op.DropoutTraining;
import io.kindling.graph.op.Erf;
import io.kindling.graph.op.Gather;
import io.kindling.graph.op.GatherElements;
import io.kindling.graph.op.Greater;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.Max;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Min;
import io.kindling.graph.op.Pow;
import io.kindling.graph.op.ReduceMax;
import io.kindling.graph.op.ReduceMin;
import io.kindling.graph.op.Relu;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReferenceKernelsTest {
  @Test
  void maxPool_keepsNaN() {
    Tensor x = Tensor.of(Shape.of(1, 1, 1, 4), 1, Float.NaN, 3, 2);
    Tensor y = Eager.apply(MaxPool.of(Window.of(1, 2).strides(1, 2)), x);
    assertThat(y.toFloats()).containsExactly(Float.NaN, 3);
  }

  @Test
  void maxPool_ofMinusInfinity_isMinusInfinity() {
    Tensor x = Tensor.of(Shape.of(1, 1, 2), Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);
    Tensor y = Eager.apply(MaxPool.of(Window.of(2)), x);
    assertThat(y.toFloats()).containsExactly(Float.NEGATIVE_INFINITY);
  }

  @Test
  void relu_keepsNaN() {
    assertThat(Eager.apply(new Relu(), Tensor.of(Float.NaN, -1)).toFloats())
        .containsExactly(Float.NaN, 0);
  }

  @Test
  void extrema_keepNaN() {
    Tensor x = Tensor.of(Shape.of(2, 2), 1, Float.NaN, 3, 2);
    assertThat(Eager.apply(new ReduceMax(List.of(1L), false), x).toFloats())
        .containsExactly(Float.NaN, 3);
    assertThat(Eager.apply(new ReduceMin(List.of(0L), false), x).toFloats())
        .containsExactly(1, Float.NaN);
    assertThat(Eager.apply(new Max(), x, Tensor.of(2, 2)).toFloats())
        .containsExactly(2, Float.NaN, 3, 2);
    assertThat(Eager.apply(new Erf(), Tensor.of(Float.NaN)).toFloats()).containsExactly(Float.NaN);
  }

  @Test
  void extrema_ofNothing_areTheEndsOfTheType() {
    ReduceMax greatest = new ReduceMax(List.of(0L), false);
    ReduceMin least = new ReduceMin(List.of(0L), false);
    assertThat(Eager.apply(greatest, Tensor.zeros(0, 1)).getFloat(0))
        .isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Eager.apply(least, Tensor.zeros(0, 1)).getFloat(0))
        .isEqualTo(Float.POSITIVE_INFINITY);
    long[][] ends = {
      {-128, 127},
      {Integer.MIN_VALUE, Integer.MAX_VALUE},
      {Long.MIN_VALUE, Long.MAX_VALUE},
      {0, 255},
      {0, 0xffffffffL},
      {0, -1},
      {0, 1}
    };
    List<DataType> types =
        List.of(
            DataType.INT8,
            DataType.INT32,
            DataType.INT64,
            DataType.UINT8,
            DataType.UINT32,
            DataType.UINT64,
            DataType.BOOL);
    for (int i = 0; i < ends.length; i++) {
      Tensor none = Tensor.zeros(types.get(i), Shape.of(0, 1));
      assertThat(Eager.apply(greatest, none).getLong(0))
          .as("%s", types.get(i))
          .isEqualTo(ends[i][0]);
      assertThat(Eager.apply(least, none).getLong(0)).as("%s", types.get(i)).isEqualTo(ends[i][1]);
    }
  }

  @Test
  void unsignedNumbers_areComparedUnsigned() {
    Tensor large = Tensor.zeros(DataType.UINT64, Shape.of(1));
    large.setLong(0, -2);
    Tensor two = Tensor.full(DataType.UINT64, Shape.of(1), 2);
    assertThat(Eager.apply(new Max(), large, two).getLong(0)).isEqualTo(-2);
    assertThat(Eager.apply(new Min(), large, two).getLong(0)).isEqualTo(2);
    assertThat(Eager.apply(new Greater(), large, two).getLong(0)).isEqualTo(1);
    Tensor both = Eager.apply(new Concat(0), two, large);
    assertThat(Eager.apply(new ReduceMax(List.of(), false), both).getLong(0)).isEqualTo(-2);
    assertThat(Eager.apply(new ReduceMin(List.of(), false), both).getLong(0)).isEqualTo(2);
  }

  @Test
  void kernels_takeEmptyBatches() {
    Tensor empty = Tensor.zeros(0, 2, 4, 4);
    Tensor weights = Tensor.zeros(3, 2, 3, 3);
    assertThat(Eager.apply(new Conv(Window.of(3, 3), 1), empty, weights).shape())
        .isEqualTo(Shape.of(0, 3, 2, 2));
    assertThat(Eager.apply(AveragePool.of(Window.of(2, 2)), empty).size()).isZero();
    assertThat(Eager.apply(new MatMul(), Tensor.zeros(2, 0), Tensor.zeros(0, 3)).toFloats())
        .containsOnly(0f)
        .hasSize(6);
  }

  @Test
  void batchNormalization_withoutRows_keepsRunningStatistics() {
    List<Tensor> results =
        Eager.applyAll(
            new BatchNormalization(1e-5f, 0.9f, true, false),
            List.of(
                Tensor.zeros(0, 2),
                Tensor.of(1, 1),
                Tensor.of(0, 0),
                Tensor.of(3, 4),
                Tensor.of(5, 6)));
    assertThat(results.get(1).toFloats()).containsExactly(3, 4);
    assertThat(results.get(2).toFloats()).containsExactly(5, 6);
    assertThat(results.get(4).toFloats()).doesNotContain(Float.NaN);
  }

  @Test
  void dropout_rowsKeepTheirMasks_whateverStandsBesideThem() {
    DropoutTraining op = new DropoutTraining(0.25f, 3);
    Tensor together =
        Eager.apply(
            op, Tensor.full(DataType.FLOAT32, Shape.of(3, 1000), 1), Tensor.ofLongs(1, 2, 3));
    Tensor alone =
        Eager.apply(op, Tensor.full(DataType.FLOAT32, Shape.of(1, 1000), 1), Tensor.ofLongs(2));
    assertThat(together.view(1000, Shape.of(1000)).toFloats()).containsExactly(alone.toFloats());
    Tensor otherNode =
        Eager.apply(
            new DropoutTraining(0.25f, 4),
            Tensor.full(DataType.FLOAT32, Shape.of(1, 1000), 1),
            Tensor.ofLongs(2));
    assertThat(otherNode.toFloats()).isNotEqualTo(alone.toFloats());
  }

  @Test
  void dropout_losesTheShareThatItSays_inEveryRowAndColumn() {
    int rows = 400;
    int columns = 300;
    long[] keys = LongStream.range(0, rows).toArray();
    Tensor ones = Tensor.full(DataType.FLOAT32, Shape.of(rows, columns), 1);
    Tensor y = Eager.apply(new DropoutTraining(0.3f, 1), ones, Tensor.ofLongs(keys));
    double[] byRow = new double[rows];
    double[] byColumn = new double[columns];
    for (int i = 0; i < y.size(); i++) {
      if (y.getFloat(i) == 0) {
        byRow[i / columns] += 1.0 / columns;
        byColumn[i % columns] += 1.0 / rows;
      } else {
        assertThat(y.getFloat(i)).isEqualTo((float) (1 / (1 - (double) 0.3f)));
      }
    }
    // Five deviations of a share among 300.
    assertThat(Arrays.stream(byRow).boxed()).allMatch(share -> share > 0.17 && share < 0.43);
    assertThat(Arrays.stream(byColumn).boxed()).allMatch(share -> share > 0.17 && share < 0.43);
    assertThat(Arrays.stream(byRow).average().orElseThrow()).isBetween(0.29, 0.31);
  }

  @Test
  void unsignedDivision_isUnsigned() {
    Tensor a = Tensor.zeros(DataType.UINT64, Shape.of(1));
    a.setLong(0, -2);
    Tensor b = Tensor.full(DataType.UINT64, Shape.of(1), 2);
    assertThat(Eager.apply(new Div(), a, b).getLong(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void integerDivisionByZero_saysSo() {
    Tensor zero = Tensor.ofLongs(0);
    assertThatThrownBy(() -> Eager.apply(new Div(), zero, zero))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Div: expected integer divisors other than 0");
  }

  @Test
  void pow_ofIntegers_isExactBeyondDoubles() {
    assertThat(Eager.apply(new Pow(), Tensor.ofLongs(3), Tensor.ofLongs(37)).getLong(0))
        .isEqualTo(450283905890997363L);
  }

  @Test
  void gather_outsideTheTable_namesTheIndex() {
    assertThatThrownBy(() -> Eager.apply(new Gather(0), Tensor.zeros(3, 2), Tensor.ofLongs(1, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected indices in [-3, 3), got 3");
  }

  @Test
  void gatherElements_outsideTheAxis_namesTheIndex() {
    assertThatThrownBy(
            () -> Eager.apply(new GatherElements(0), Tensor.zeros(3), Tensor.ofLongs(0, -4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GatherElements: expected indices in [-3, 3), got -4");
  }

  @Test
  void crossEntropy_labelThatIsNoClass_namesLabelAndRow() {
    assertThatThrownBy(
            () ->
                Eager.apply(
                    SoftmaxCrossEntropyLoss.of(LossReduction.MEAN),
                    Tensor.zeros(2, 3),
                    Tensor.ofLongs(0, 7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected labels in [0, 3), got 7 in row 1");
  }
}
