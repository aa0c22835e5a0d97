package io.kindling.distributed.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The last signs of life of the workers of an attempt. Its clock runs only while somebody looks at
 * it: a driver that was stopped itself does not take its own sleep for the silence of all workers.
 */
final class RollCall {
  private static final long LONGEST_LOOK = Duration.ofSeconds(1).toNanos();

  /** Signs come every second. */
  private static final long FRESH = Duration.ofSeconds(4).toNanos();

  /** For how long others wait for a slow worker before it is told. */
  static final Duration SLOW = Duration.ofSeconds(5);

  private final int workers;
  private final Map<Integer, Heard> heard = new TreeMap<>();
  private final Set<Integer> slow = new HashSet<>();
  private long looked = System.nanoTime();
  private long now;

  RollCall(int workers) {
    this.workers = workers;
  }

  /**
   * A sign and when it came.
   *
   * @param moved when the worker was last seen not to wait, or to get something from others
   */
  private record Heard(Sign sign, long at, long moved) {}

  /**
   * A worker for which others wait.
   *
   * @param seconds how long they do
   */
  record Slow(Sign sign, double seconds) {}

  synchronized void hear(Sign sign) {
    Heard before = heard.get(sign.rank());
    long moved = before == null || moves(before.sign, sign) ? now : before.moved;
    heard.put(sign.rank(), new Heard(sign, now, moved));
  }

  private static boolean moves(Sign before, Sign after) {
    return after.waiting().missing().isEmpty()
        || after.waiting().arrived() != before.waiting().arrived();
  }

  /** Forgets a worker, whose place another task takes. */
  synchronized void forget(int rank) {
    heard.remove(rank);
  }

  /** Lets time pass. */
  synchronized void look() {
    long real = System.nanoTime();
    now += Math.min(real - looked, LONGEST_LOOK);
    looked = real;
  }

  /** Returns the last sign of every worker that has given one. */
  synchronized List<Sign> signs() {
    return heard.values().stream().map(Heard::sign).toList();
  }

  /** Returns whether a worker has given a sign in the last seconds. */
  synchronized boolean isFresh(int rank) {
    Heard last = heard.get(rank);
    return last != null && now - last.at < FRESH;
  }

  /** Returns the worker that has been silent for the longest time, if that is beyond a limit. */
  synchronized Optional<Sign> silent(Duration limit) {
    return heard.values().stream()
        .filter(each -> now - each.at > limit.toNanos())
        .min(Comparator.comparingLong(Heard::at))
        .map(Heard::sign);
  }

  /**
   * Returns whom most of the others miss when all workers live, all wait for each other, and
   * nothing has come to anybody for so long: then the network between them is cut.
   */
  synchronized Optional<Sign> cutOff(Duration limit) {
    boolean stuck =
        heard.size() == workers
            && heard.values().stream()
                .allMatch(
                    each ->
                        now - each.at < FRESH
                            && now - each.moved > limit.toNanos()
                            && each.sign.waiting().millis() > limit.toMillis());
    if (!stuck) {
      return Optional.empty();
    }
    List<Integer> missed =
        heard.values().stream()
            .map(each -> each.sign.waiting().missing())
            .flatMap(Collection::stream)
            .toList();
    return heard.values().stream()
        .map(Heard::sign)
        .max(
            Comparator.comparingLong(
                    (Sign sign) -> missed.stream().filter(m -> m == sign.rank()).count())
                .thenComparing(Sign::rank));
  }

  /**
   * Returns the workers for which others have begun to wait for long; each once, until it moves.
   */
  synchronized List<Slow> slow() {
    List<Slow> found = new ArrayList<>();
    for (Heard each : heard.values()) {
      Sign sign = each.sign;
      boolean works = sign.waiting().missing().isEmpty() || now - each.at >= FRESH;
      long waited = works ? waitedFor(sign.rank()) : 0;
      if (waited < SLOW.toMillis()) {
        slow.remove(sign.rank());
      } else if (slow.add(sign.rank())) {
        found.add(new Slow(sign, waited / 1000.0));
      }
    }
    return found;
  }

  private long waitedFor(int rank) {
    return heard.values().stream()
        .map(each -> each.sign.waiting())
        .filter(waiting -> waiting.missing().contains(rank))
        .mapToLong(waiting -> waiting.millis())
        .max()
        .orElse(0);
  }
}
