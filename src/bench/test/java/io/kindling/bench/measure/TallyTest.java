package io.kindling.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static Round round(double rate, double others) {
    return new Round(2 * rate, 2, OptionalDouble.of(1.9), OptionalDouble.of(others));
  }

  private static Tally tally(int wanted, Round... rounds) {
    return new Tally("one", wanted, List.of(rounds), Optional.empty());
  }

  @Test
  void mediansAreTheMiddleOrTheMeanOfTheMiddleTwo() {
    assertThat(Medians.of(List.of())).isEmpty();
    assertThat(Medians.of(List.of(7.0))).hasValue(7);
    assertThat(Medians.of(List.of(9.0, 1.0, 2.0))).hasValue(2);
    assertThat(Medians.of(List.of(9.0, 1.0, 2.0, 4.0))).hasValue(3);
  }

  @Test
  void aRoundIsDisturbedFromFivePercentOn() {
    assertThat(round(1, 0.05).disturbed()).isFalse();
    assertThat(round(1, 0.051).disturbed()).isTrue();
    assertThat(new Round(1, 1, OptionalDouble.empty(), OptionalDouble.empty()).disturbed())
        .isFalse();
  }

  @Test
  void disturbedRoundsAreDiscardedAndCounted() {
    Tally tally =
        tally(3, round(10, 0), round(1, 0.5), round(30, 0.02), round(2, 0.06), round(20, 0));
    assertThat(tally.rate()).hasValue(20);
    assertThat(tally.discarded()).isEqualTo(2);
    assertThat(tally.complete()).isTrue();
    assertThat(tally.marked()).isFalse();
    assertThat(tally.details())
        .isEqualTo("10 to 30, CPU/wall 1.90, 11 per CPU second, 3 rounds counted, discarded 2");
  }

  @Test
  void whereItWasNeverQuietAllRoundsCountWithAMark() {
    Tally tally = tally(5, round(10, 0), round(1, 0.5), round(30, 0.02), round(2, 0.06));
    assertThat(tally.complete()).isFalse();
    assertThat(tally.marked()).isTrue();
    assertThat(tally.rate()).hasValue(6);
    assertThat(tally.discarded()).isZero();
    assertThat(tally.details()).endsWith("NEVER QUIET: disturbed rounds count");
  }

  @Test
  void fewQuietRoundsAreBelievedWhenNoMoreWereWanted() {
    assertThat(tally(2, round(10, 0), round(1, 0.5), round(30, 0)).marked()).isFalse();
    assertThat(tally(7, round(10, 0), round(1, 0.5), round(30, 0), round(20, 0)).rate())
        .hasValue(20);
  }

  /** Answers with rounds that were prepared, then fails. */
  private static final class Prepared implements Contender {
    private final String name;
    private final List<Round> rounds;
    private final List<String> log;

    Prepared(String name, List<String> log, Round... rounds) {
      this.name = name;
      this.log = log;
      this.rounds = new ArrayList<>(List.of(rounds));
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void start() {
      log.add("start " + name);
      if (name.equals("absent")) {
        throw new ContenderException("absent: not here");
      }
    }

    @Override
    public Round round(double seconds) {
      if (rounds.isEmpty()) {
        throw new ContenderException(name + ": broken");
      }
      log.add(name);
      return rounds.remove(0);
    }

    @Override
    public void close() {
      log.add("close " + name);
    }
  }

  @Test
  void contendersTakeTurnsUntilEachHasItsRounds() {
    List<String> log = new ArrayList<>();
    Prepared a = new Prepared("a", log, round(1, 0), round(2, 0.5), round(3, 0));
    Prepared b = new Prepared("b", log, round(4, 0), round(5, 0));
    Prepared absent = new Prepared("absent", log);
    List<Tally> tallies = new Turns(2, 1).run(List.of(a, absent, b));
    assertThat(log)
        .containsExactly(
            "start a",
            "start absent",
            "close absent",
            "start b",
            "a",
            "b",
            "a",
            "b",
            "a",
            "close a",
            "close absent",
            "close b");
    assertThat(tallies.get(0).rate()).hasValue(2);
    assertThat(tallies.get(0).discarded()).isEqualTo(1);
    assertThat(tallies.get(1).rate()).isEmpty();
    assertThat(tallies.get(1).details()).isEqualTo("absent: not here");
    assertThat(tallies.get(2).rate()).hasValue(4.5);
  }

  @Test
  void aMachineThatIsNeverQuietEndsTheTurns() {
    List<String> log = new ArrayList<>();
    Round[] noisy = new Round[100];
    Arrays.fill(noisy, round(1, 0.4));
    List<Tally> tallies = new Turns(3, 1).run(List.of(new Prepared("a", log, noisy)));
    assertThat(tallies.get(0).rounds()).hasSize(3 * Turns.PATIENCE);
    assertThat(tallies.get(0).marked()).isTrue();
  }

  @Test
  void aContenderThatBreaksHasNoRate() {
    Prepared a = new Prepared("a", new ArrayList<>(), round(1, 0));
    Tally tally = new Turns(3, 1).run(List.of(a)).get(0);
    assertThat(tally.rate()).isEmpty();
    assertThat(tally.failure()).contains("a: broken");
  }
}
