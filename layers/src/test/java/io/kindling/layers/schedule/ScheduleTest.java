package io.kindling.layers.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.json.JsonCodec;
import io.kindling.training.golden.GoldenLines;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against torch.optim.lr_scheduler; the file is written by rates.py beside it. */
final class ScheduleTest {
  private static final double[] MONITORED = {
    1.0, 0.9, 0.8, 0.8, 0.81, 0.79995, 0.8, 0.7, 0.75, 0.76, 0.74, 0.73, 0.72, 0.71, 0.705, 0.703,
    0.7001, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6
  };

  private static final Map<String, Schedule> CASES =
      Map.ofEntries(
          Map.entry("constant", Constant.of(0.5)),
          Map.entry("step", StepDecay.of(0.5, 4).factor(0.5)),
          Map.entry("multi_step", MultiStep.of(0.5, 3.0, 8.0, 15.0)),
          Map.entry("exponential", Exponential.of(0.5, 0.9)),
          Map.entry("inverse_time", InverseTime.of(0.5, 0.25).pace(Pace.EPOCHS)),
          Map.entry("cosine", Cosine.of(0.5, 24).end(0.01).pace(Pace.EPOCHS)),
          Map.entry("polynomial", Polynomial.of(0.5, 20).power(2).pace(Pace.EPOCHS)),
          Map.entry(
              "one_after_another",
              OneAfterAnother.of(Exponential.of(0.5, 0.8))
                  .then(10, StepDecay.of(0.5, 3).factor(0.5))),
          Map.entry(
              "warm_up", WarmUp.of(Exponential.of(0.5, 0.9), 6).start(0.25).pace(Pace.EPOCHS)),
          Map.entry("scaled", Scaled.of(0.1, Exponential.of(0.5, 0.9))),
          Map.entry("plateau", ReduceOnPlateau.of(0.5).factor(0.5).patience(2).threshold(1e-3)),
          Map.entry(
              "plateau_cooldown",
              ReduceOnPlateau.of(0.5).patience(1).threshold(1e-2).coolDown(2).minimum(0.001)));

  static Stream<String[]> golden() {
    return GoldenLines.read("/io/kindling/layers/schedule/rates.txt")
        .map(line -> new String[] {line[0], String.join(" ", line)});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void rates_areThoseOfTorch(String name, String line) {
    Schedule schedule = CASES.get(name);
    String[] words = line.split(" ");
    int stepsPerEpoch = 5;
    for (int epoch = 0; epoch < words.length - 1; epoch++) {
      for (int step = 0; step < stepsPerEpoch; step++) {
        assertThat(
                schedule.rate(epoch * stepsPerEpoch + step, stepsPerEpoch, new First(epoch, false)))
            .as("%s epoch %d", name, epoch)
            .isCloseTo(Double.parseDouble(words[epoch + 1]), Offset.offset(1e-12));
      }
    }
  }

  @Test
  void everySchedule_isComparedAndCrossesJson() {
    Set<Class<?>> tried = new HashSet<>();
    JsonCodec codec = JsonCodec.standard();
    golden().forEach(line -> tried.add(CASES.get(line[0]).getClass()));
    assertThat(tried).isEqualTo(new HashSet<>(new ScheduleTypes().types().classes()));
    CASES
        .values()
        .forEach(s -> assertThat(codec.fromJson(codec.toJson(s), Schedule.class)).isEqualTo(s));
  }

  @Test
  void smoothPace_changesWithEveryStepAndEndsWhereTheOtherEnds() {
    Cosine cosine = Cosine.of(1, 2);
    assertThat(cosine.rate(5, 10, History.none()))
        .isCloseTo((1 + Math.cos(Math.PI / 4)) / 2, Offset.offset(1e-12));
    assertThat(cosine.rate(20, 10, History.none())).isZero();
    assertThat(cosine.rate(2000, 10, History.none())).isZero();
    assertThat(Polynomial.of(1, 2).end(0.1).rate(100, 10, History.none())).isEqualTo(0.1);
  }

  @Test
  void stepPace_countsSteps() {
    assertThat(Exponential.of(1, 0.5).pace(Pace.STEPS).rate(3, 100, History.none()))
        .isEqualTo(0.125);
    OneAfterAnother parts =
        OneAfterAnother.of(Constant.of(1)).then(7, Constant.of(2)).pace(Pace.STEPS);
    assertThat(parts.rate(6, 100, History.none())).isEqualTo(1);
    assertThat(parts.rate(7, 100, History.none())).isEqualTo(2);
  }

  @Test
  void plateau_turnsRoundWhenHigherIsBetter() {
    ReduceOnPlateau schedule = ReduceOnPlateau.of(1).patience(0).factor(0.5);
    // 1.0, 0.9, ... falls: only the first value is progress where higher is better.
    assertThat(schedule.rate(0, 1, new First(3, true))).isEqualTo(0.25);
    assertThat(schedule.rate(0, 1, new First(3, false))).isEqualTo(1);
  }

  @Test
  void plateau_afterAnotherSeesWhatCameSince() {
    OneAfterAnother parts =
        OneAfterAnother.of(Constant.of(1)).then(5, ReduceOnPlateau.of(1).patience(0).factor(0.5));
    // Values since epoch 5: 0.79995, 0.8 (worse), 0.7.
    assertThat(parts.rate(8, 1, new First(8, false))).isEqualTo(0.5);
  }

  @Test
  void badNumbers_areRefused() {
    assertThatThrownBy(() -> Constant.of(-1)).hasMessageContaining("got -1.0");
    assertThatThrownBy(() -> MultiStep.of(1, 5.0, 3.0)).hasMessageContaining("ascending");
    assertThatThrownBy(() -> StepDecay.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WarmUp.of(Constant.of(1), 1).start(2)).hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> Scaled.of(0, Constant.of(1))).hasMessageContaining("got 0.0");
    assertThatThrownBy(() -> new OneAfterAnother(List.of(), List.of(), Pace.STEPS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReduceOnPlateau.of(1).factor(1)).hasMessageContaining("got 1.0");
  }

  /** The first values, one an epoch of five steps (or of one where steps are not asked). */
  private record First(int size, boolean higherIsBetter) implements History {
    @Override
    public double value(int index) {
      return MONITORED[index];
    }

    @Override
    public long step(int index) {
      return index + 1;
    }
  }
}
