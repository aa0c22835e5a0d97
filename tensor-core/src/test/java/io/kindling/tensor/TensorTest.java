package io.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
  @ParameterizedTest
  @EnumSource(DataType.class)
  void everyType_keepsElementsByIndexInBulkAndStrided(DataType type) {
    Tensor tensor = Tensor.zeros(type, Shape.of(2, 3));
    for (int i = 0; i < 6; i++) {
      tensor.setLong(i, i % 2);
    }
    assertThat(tensor.toLongs()).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(tensor.toDoubles()).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(tensor.toFloats()).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(tensor.get(1, 2)).isEqualTo(1);
    assertThat(tensor.copy().toDoubles()).containsExactly(0, 1, 0, 1, 0, 1);

    Tensor columns = Tensor.zeros(type, Shape.of(4));
    columns.copyElements(tensor, 5, -2, 0, 1, 3);
    assertThat(columns.toLongs()).containsExactly(1, 1, 1, 0);

    columns.copyFrom(new double[] {9, 1, 0, 0}, 1, 2, 2);
    assertThat(columns.toLongs()).containsExactly(1, 1, 1, 0);
    assertThat(Tensor.full(type, Shape.of(2), 1).toLongs()).containsExactly(1, 1);
  }

  @Test
  void unsignedElements_areRead() {
    Tensor tensor = Tensor.zeros(DataType.UINT8, Shape.of(1));
    tensor.setLong(0, 200);
    assertThat(tensor.getLong(0)).isEqualTo(200);
    Tensor large = Tensor.zeros(DataType.UINT64, Shape.of(1));
    large.setLong(0, -1);
    assertThat(large.getDouble(0)).isEqualTo(0x1p64);
    large.setDouble(0, 0x1p63);
    assertThat(large.getLong(0)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void access_outside_isRefused() {
    Tensor tensor = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> tensor.getFloat(6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tensor.index(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tensor.index(0)).hasMessageContaining("expected 2 indices");
    assertThatThrownBy(() -> tensor.view(4, Shape.of(3)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tensor.copyElements(Tensor.zeros(4), 0, 2, 0, 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tensor.copyTo(4, new double[4], 0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tensor.set(1, 2)).hasMessageContaining("expected 6 elements");
    assertThatThrownBy(() -> Tensor.ofLongs(1).getFloat(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected FLOAT32 elements, got INT64");
    assertThatThrownBy(() -> Tensor.zeros(DataType.FLOAT32, Shape.batched(2)))
        .hasMessageContaining("Bind the batch size first");
    assertThatThrownBy(() -> tensor.copyFrom(Tensor.zeros(5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void views_shareMemory() {
    Tensor tensor = Tensor.zeros(2, 3);
    tensor.view(3, Shape.of(3)).set(7, 8, 9);
    tensor.reshape(Shape.of(6)).setFloat(0, 5);
    assertThat(tensor.toFloats()).containsExactly(5, 0, 0, 7, 8, 9);
  }

  @Test
  void print_showsShapeTypeAndEdges() {
    assertThat(Tensor.of(Shape.of(2, 2), 1, 2, 3, 4.5f))
        .hasToString("float32[2, 2] [[1.00000, 2.00000],\n [3.00000, 4.50000]]");
    assertThat(Tensor.ofLongs(0, 1, 2, 3, 4, 5, 6, 7, 8).toString())
        .isEqualTo("int64[9] [0, 1, 2, ..., 6, 7, 8]");
    assertThat(Tensor.zeros(0, 2)).hasToString("float32[0, 2] []");
    assertThat(Tensor.scalar(2)).hasToString("float32[] 2.00000");
  }
}
