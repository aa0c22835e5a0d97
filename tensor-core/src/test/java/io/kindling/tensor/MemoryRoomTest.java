package io.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class MemoryRoomTest {
  private static final long GIB = 1L << 30;

  @Test
  void container_leavesWhatHeapAndOthersDoNotTake() {
    MemoryRoom room = new MemoryRoom(8 * GIB, 3 * GIB, 2 * GIB, GIB, 100 * GIB);

    assertThat(room.bytes()).isEqualTo(4 * GIB);
  }

  @Test
  void busyMachine_leavesWhatItHasLessTheHeapsGrowth() {
    MemoryRoom room = new MemoryRoom(64 * GIB, 3 * GIB, 2 * GIB, GIB, 5 * GIB);

    assertThat(room.bytes()).isEqualTo(4 * GIB);
  }

  @Test
  void heapAsLargeAsTheLimit_leavesNothing() {
    assertThat(new MemoryRoom(2 * GIB, 3 * GIB, GIB, 0, 9 * GIB).bytes()).isZero();
  }

  @Test
  void moreThanThereIs_isRefusedWithBothSizes() {
    MemoryRoom room = new MemoryRoom(8 * GIB, 3 * GIB, 2 * GIB, GIB, 100 * GIB);

    assertThatCode(() -> room.require("Plan", 4 * GIB, () -> "")).doesNotThrowAnyException();
    assertThatThrownBy(() -> room.require("Plan", 5 * GIB, () -> "all for activations"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Plan: expected to need at most 4.00 GiB")
        .hasMessageContaining("limit 8.00 GiB, Java heap up to 3.00 GiB, 1.00 GiB in use")
        .hasMessageContaining("got 5.00 GiB: all for activations. Make the batch smaller")
        .hasMessageContaining("spark.executor.memoryOverhead");
  }

  @Test
  void roomThatIsPromised_isNotPromisedTwice() {
    long half = MemoryRoom.now().bytes() / 2;
    try (Arena one = Arena.open();
        Arena other = Arena.open()) {
      one.unset(DataType.UINT8, Shape.of(half));
      assertThatThrownBy(() -> other.unset(DataType.UINT8, Shape.of(half + half / 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected to need at most");
    }
  }

  @Test
  void thisProcess_hasSomeAndTensorsBeyondItAreRefused() {
    long room = MemoryRoom.now().bytes();
    long far = 64 * room + GIB;

    assertThat(room).isPositive();
    try (Arena arena = Arena.open()) {
      assertThatThrownBy(() -> Tensor.allocate(arena, DataType.UINT8, Shape.of(far)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Memory: expected to need at most")
          .hasMessageContaining("Make the batch smaller");
      assertThat(arena.bytes()).isZero();
    }
  }
}
