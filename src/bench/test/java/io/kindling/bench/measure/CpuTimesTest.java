package io.kindling.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuTimesTest {
  private static final String PROCESS =
      "42 (a b) c) S 1 1 1 0 -1 0 0 0 0 0 %d %d 5 6 20 0 3 0 100 0 0";

  private static CpuTimes times(String machine, long user, long system) {
    return CpuTimes.of(machine + "\ncpu0 1 2 3\n", List.of(String.format(PROCESS, user, system)));
  }

  @Test
  void guestTimeIsPartOfUserTimeAndStolenTimeIsBusy() {
    CpuTimes times = times("cpu  100 10 20 500 40 3 2 5 77 8", 30, 4);
    assertThat(times).isEqualTo(new CpuTimes(680, 140, 34));
  }

  @Test
  void othersAreWhatTheProcessDidNotUse() {
    CpuTimes before = times("cpu  100 0 0 500 0 0 0 0 0 0", 30, 4);
    CpuTimes after = times("cpu  250 0 10 520 0 0 0 20 0 0", 150, 14);
    CpuTimes used = after.since(before);
    assertThat(used).isEqualTo(new CpuTimes(200, 180, 130));
    assertThat(used.others(0)).isCloseTo(0.25, within(1e-12));
    assertThat(used.others(40)).isCloseTo(0.05, within(1e-12));
    assertThat(used.cores(2)).isCloseTo(1.3, within(1e-12));
  }

  @Test
  void aProcessCountedAheadOfTheMachineDisturbsNobody() {
    assertThat(new CpuTimes(200, 100, 101).others(0)).isZero();
    assertThat(new CpuTimes(0, 0, 0).others(0)).isZero();
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatThrownBy(() -> times("processor 1 2 3", 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("processor 1 2 3");
  }
}
