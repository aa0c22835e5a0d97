package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.graph.GraphBuilder;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.MemoryRoom;
import io.kindling.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What a run holds. */
final class TrainingStateTest {
  private static final long MIB = 1 << 20;

  private static Parameters parameters(long bytes) {
    GraphBuilder g = GraphBuilder.named("large");
    g.output("w", g.parameter("w", Shape.of(bytes / Float.BYTES), (tensor, random) -> {}));
    return Parameters.zeros(ParameterLayout.of(g.build()));
  }

  /** The room is promised to somebody else, which takes no memory. */
  @Test
  void bestParameters_areRefusedBeforeTraining_whereThereWillBeNoRoom() {
    try (Arena arena = Arena.open();
        TrainingState state = TrainingState.owning(Sgd.of(), parameters(512 * MIB), false)) {
      assertThatCode(state::requireRoomForBest).doesNotThrowAnyException();
      arena.unset(DataType.UINT8, Shape.of(MemoryRoom.now().bytes() - 192 * MIB));
      assertThatThrownBy(state::requireRoomForBest)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Training: expected to need at most ")
          .hasMessageContaining("got 0.50 GiB: the best parameters")
          .hasMessageContaining("Make the batch smaller, or give the process more memory");
      arena.close();
      state.best();
      try (Arena again = Arena.open()) {
        again.unset(DataType.UINT8, Shape.of(MemoryRoom.now().bytes() - 192 * MIB));
        assertThatCode(state::requireRoomForBest).as("they are there").doesNotThrowAnyException();
      }
    }
  }
}
