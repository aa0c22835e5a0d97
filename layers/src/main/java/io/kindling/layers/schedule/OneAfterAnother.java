package io.kindling.layers.schedule;

import java.util.List;
import java.util.stream.Stream;

/**
 * Lets each schedule take over from the one before at a given time; each begins at its own step 0
 * and sees what was monitored since. As torch.optim.lr_scheduler.SequentialLR.
 *
 * @param schedules one or more
 * @param milestones when each but the first begins, in ascending order
 * @param pace what milestones count
 */
public record OneAfterAnother(List<Schedule> schedules, List<Double> milestones, Pace pace)
    implements Schedule {
  /** Checks the numbers. */
  public OneAfterAnother {
    schedules = List.copyOf(schedules);
    milestones = List.copyOf(milestones);
    Checks.require(
        schedules.size() == milestones.size() + 1,
        "OneAfterAnother",
        "a milestone between each two of " + schedules.size() + " schedules",
        milestones);
    Checks.require(
        milestones.equals(milestones.stream().sorted().toList()),
        "OneAfterAnother",
        "milestones in ascending order",
        milestones);
  }

  /** Returns a schedule over epochs that has one part so far. */
  public static OneAfterAnother of(Schedule first) {
    return new OneAfterAnother(List.of(first), List.of(), Pace.EPOCHS);
  }

  /** Returns this schedule with one more part, from a milestone on. */
  public OneAfterAnother then(double milestone, Schedule next) {
    return new OneAfterAnother(append(schedules, next), append(milestones, milestone), pace);
  }

  /** Returns this schedule at another pace. */
  public OneAfterAnother pace(Pace other) {
    return new OneAfterAnother(schedules, milestones, other);
  }

  private static <T> List<T> append(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }

  @Override
  public double rate(long step, long stepsPerEpoch, History history) {
    int part = 0;
    long begin = 0;
    while (part < milestones.size() && pace.steps(milestones.get(part), stepsPerEpoch) <= step) {
      begin = pace.steps(milestones.get(part), stepsPerEpoch);
      part++;
    }
    History own = begin == 0 ? history : Since.of(history, begin);
    return schedules.get(part).rate(step - begin, stepsPerEpoch, own);
  }

  /** The values that were taken after a step, by their time since then. */
  private record Since(History all, int first, long begin) implements History {
    static Since of(History all, long begin) {
      int first = all.size();
      while (first > 0 && all.step(first - 1) > begin) {
        first--;
      }
      return new Since(all, first, begin);
    }

    @Override
    public int size() {
      return all.size() - first;
    }

    @Override
    public double value(int index) {
      return all.value(first + index);
    }

    @Override
    public long step(int index) {
      return all.step(first + index) - begin;
    }

    @Override
    public boolean higherIsBetter() {
      return all.higherIsBetter();
    }
  }
}
