package io.kindling.bench.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.bench.measure.Contender;
import io.kindling.bench.measure.ContenderException;
import io.kindling.bench.measure.Round;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that take turns. */
final class SessionContenderTest {
  private static Set<Long> children() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  @Test
  @Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void workersTrainInRounds_andEnd() {
    Set<Long> before = children();
    TrainCommand command = TrainCommand.of("lenet", "random:256", 32, 1).sync("step").paced(1);
    try (Contender session = command.contender("two workers", 2)) {
      assertThat(session.name()).isEqualTo("two workers");
      assertThatThrownBy(() -> session.round(0.1))
          .isInstanceOf(ContenderException.class)
          .hasMessage("two workers: expected to be started. Start it.");
      session.start();
      assertThat(children()).hasSize(before.size() + 2);
      for (int i = 0; i < 2; i++) {
        Round round = session.round(0.5);
        assertThat(round.units()).as("rows").isPositive();
        assertThat(round.units() % 32).as("whole batches").isZero();
        assertThat(round.seconds()).isGreaterThanOrEqualTo(0.5);
      }
    }
    assertThat(children()).isEqualTo(before);
  }
}
