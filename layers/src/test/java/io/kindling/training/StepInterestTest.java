package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StepInterestTest {
  @Test
  void steps_areWantedByNumberOrByTime() {
    assertThat(StepInterest.none().wants(10, 1000, Long.MAX_VALUE)).isFalse();
    assertThat(StepInterest.all().wants(7, 1000, 0)).isTrue();
    assertThat(StepInterest.every(5).wants(10, 1000, 0)).isTrue();
    assertThat(StepInterest.every(5).wants(11, 1000, Long.MAX_VALUE)).isFalse();
    StepInterest second = StepInterest.within(Duration.ofSeconds(1));
    assertThat(second.wants(3, 1000, 999_999_999)).isFalse();
    assertThat(second.wants(3, 1000, 1_000_000_000)).isTrue();
    StepInterest points = StepInterest.none().points(300);
    assertThat(points.wants(4, 1000, 0)).isTrue();
    assertThat(points.wants(5, 1000, 0)).isFalse();
    assertThat(points.wants(5, 10, 0)).isTrue();
    assertThat(second.isNone()).isFalse();
    assertThat(StepInterest.none().distributions(4).wants(4, 1000, Long.MAX_VALUE)).isFalse();
    assertThat(StepInterest.none().distributions(4).wantsDistributions(8)).isTrue();
    assertThat(StepInterest.none().distributions(4).wantsDistributions(9)).isFalse();
  }

  @Test
  void two_hearAllThatEachOfThemWants() {
    StepInterest both =
        new StepInterest(10, 0, 6, 0).and(new StepInterest(15, 500, 0, 9)).and(StepInterest.none());
    assertThat(both).isEqualTo(new StepInterest(5, 500, 6, 9));
    assertThat(new StepInterest(0, 500, 0, 0).and(new StepInterest(0, 200, 0, 0)).millis())
        .isEqualTo(200);
    assertThat(StepInterest.none().and(StepInterest.none()).isNone()).isTrue();
  }

  @Test
  void negativeNumbers_areRefused() {
    assertThatThrownBy(() -> StepInterest.every(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected numbers of 0 or more, got -1, 0, 0 and 0");
  }
}
