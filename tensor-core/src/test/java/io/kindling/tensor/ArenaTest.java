package io.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class ArenaTest {
  @Test
  void memory_isAlignedZeroAndCounted() {
    try (Arena arena = Arena.open()) {
      Tensor first = Tensor.allocate(arena, DataType.INT8, Shape.of(3));
      Tensor second = Tensor.allocate(arena, DataType.FLOAT64, Shape.of(5));
      assertThat(first.address() % Arena.ALIGNMENT).isZero();
      assertThat(second.address() % Arena.ALIGNMENT).isZero();
      assertThat(second.toDoubles()).containsOnly(0);
      assertThat(arena.bytes()).isEqualTo(43);
    }
  }

  @Test
  void memoryThatNobodyHasWritten_isPromisedUntilItIsOrUntilTheEnd() {
    long before = Promised.bytes();
    try (Arena arena = Arena.open()) {
      Tensor tensor = arena.unset(DataType.UINT8, Shape.of(1 << 20));
      assertThat(tensor.address() % Arena.ALIGNMENT).isZero();
      assertThat(arena.bytes()).isEqualTo(1 << 20);
      assertThat(Promised.bytes() - before).isEqualTo(1 << 20);
      arena.written();
      arena.written();
      assertThat(Promised.bytes()).isEqualTo(before);
      arena.unset(DataType.FLOAT32, Shape.of(5));
      assertThat(Promised.bytes() - before).isEqualTo(20);
    }
    assertThat(Promised.bytes()).isEqualTo(before);
  }

  @Test
  void shapesThatDependOnTheBatch_areRefused() {
    try (Arena arena = Arena.open()) {
      assertThatThrownBy(() -> arena.unset(DataType.FLOAT32, Shape.batched(3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a shape of numbers")
          .hasMessageContaining("Bind the batch size first");
    }
  }

  @Test
  void closed_refusesUse() {
    Arena arena = Arena.open();
    Tensor tensor = Tensor.allocate(arena, DataType.FLOAT32, Shape.of(2));
    arena.close();
    arena.close();
    assertThat(arena.isOpen()).isFalse();
    assertThat(arena.bytes()).isZero();
    assertThatThrownBy(() -> tensor.getFloat(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected an open arena, got a closed one");
    assertThatThrownBy(() -> Tensor.allocate(arena, DataType.FLOAT32, Shape.of(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void forgotten_isCollectedOnceItsLastTensorIs() throws InterruptedException {
    Tensor tensor = Tensor.zeros(4);
    WeakReference<Tensor> view = new WeakReference<>(tensor.view(1, Shape.of(2)));
    for (int i = 0; i < 50 && view.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(view.get()).isNull();
    // The other tensor keeps the memory of both.
    assertThat(tensor.toFloats()).containsOnly(0);
  }

  @Test
  void elements_stayWhileTensorsComeAndGo() {
    // Each tensor is unreachable as soon as its elements are read; the memory must last until then.
    for (int i = 0; i < 20_000; i++) {
      assertThat(Tensor.of(i, i + 1f).toFloats()[1]).isEqualTo(i + 1f);
    }
  }
}
