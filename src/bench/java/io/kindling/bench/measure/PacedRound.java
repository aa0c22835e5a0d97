package io.kindling.bench.measure;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** One round of processes, the first of which keeps the {@link Pace}. */
public final class PacedRound {
  private static final Duration ROUND = Duration.ofMinutes(10);

  private PacedRound() {}

  /**
   * Asks for a round and watches the processors meanwhile.
   *
   * @throws ContenderException when the first process answers with anything else
   */
  public static Round ask(String name, List<Dialog> processes, double seconds) {
    return ask(name, processes, seconds, List.of());
  }

  /**
   * Asks for a round.
   *
   * @param allowed other processes whose time is no disturbance
   */
  static Round ask(String name, List<Dialog> processes, double seconds, List<Long> allowed) {
    List<Long> own = processes.stream().map(Dialog::pid).toList();
    Optional<CpuTimes> before = CpuTimes.now(own);
    Optional<CpuTimes> beforeAllowed = CpuTimes.now(allowed);
    processes.get(0).say("round " + seconds);
    String answer = processes.get(0).await("@round", ROUND.plusMillis((long) (seconds * 2000)));
    Optional<CpuTimes> used = since(own, before);
    long others = since(allowed, beforeAllowed).map(CpuTimes::process).orElse(0L);
    int present = Runtime.getRuntime().availableProcessors();
    String[] words = answer.split(" ");
    try {
      return new Round(
          Double.parseDouble(words[0]),
          Double.parseDouble(words[1]),
          optional(used.map(u -> u.cores(present))),
          optional(used.map(u -> u.others(others))));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new ContenderException(
          String.format(
              Locale.ROOT, "%s: expected \"@round UNITS SECONDS\", got \"%s\".", name, answer));
    }
  }

  private static Optional<CpuTimes> since(List<Long> pids, Optional<CpuTimes> before) {
    return CpuTimes.now(pids).flatMap(after -> before.map(after::since));
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
