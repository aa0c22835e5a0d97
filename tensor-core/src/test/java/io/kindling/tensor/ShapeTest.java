package io.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void symbolicDimensions_multiplyBindAndPrint() {
    Shape shape = Shape.batched(3, 32);
    assertThat(shape.size()).isEqualTo(-96);
    assertThat(shape.isStatic()).isFalse();
    assertThat(shape.bind(5)).isEqualTo(Shape.of(5, 3, 32));
    assertThat(Shape.of(-96).bind(0)).isEqualTo(Shape.of(0));
    assertThat(shape).hasToString("[batch, 3, 32]");
    assertThat(Shape.of(-96, 2)).hasToString("[96*batch, 2]");
    assertThat(Shape.scalar()).hasToString("[]");
  }

  @Test
  void size_twoDimensionsWithTheBatch_isRefused() {
    assertThatThrownBy(() -> Shape.of(-1, -1).size())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one dimension with the batch, got [batch, batch]");
  }

  @Test
  void axis_countsFromEitherEnd() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.dim(-1)).isEqualTo(4);
    assertThat(shape.axis(-3)).isZero();
    assertThatThrownBy(() -> shape.dim(3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shape.axis(-4)).hasMessageContaining("an axis of [2, 3, 4], got -4");
  }

  @Test
  void broadcast_followsNumPy() {
    assertThat(Shape.broadcast(Shape.of(2, 1, 4), Shape.of(3, 1))).isEqualTo(Shape.of(2, 3, 4));
    assertThat(Shape.broadcast(Shape.batched(3), Shape.of(1, 3))).isEqualTo(Shape.batched(3));
    assertThat(Shape.broadcast(Shape.of(0), Shape.of(1))).isEqualTo(Shape.of(0));
    assertThatThrownBy(() -> Shape.broadcast(Shape.of(2), Shape.of(3)))
        .hasMessageContaining("got [2] and [3]");
    assertThatThrownBy(() -> Shape.broadcast(Shape.batched(), Shape.of(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void edits_leaveTheOriginal() {
    Shape shape = Shape.of(2, 3);
    assertThat(shape.with(-1, 5)).isEqualTo(Shape.of(2, 5));
    assertThat(shape.insert(2, 1)).isEqualTo(Shape.of(2, 3, 1));
    assertThat(shape.drop(0)).isEqualTo(Shape.of(3));
    assertThat(shape.slice(1, 2)).isEqualTo(Shape.of(3));
    assertThat(Shape.of(2, 0, 3).strides()).containsExactly(3, 3, 1);
    shape.dims()[0] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }
}
