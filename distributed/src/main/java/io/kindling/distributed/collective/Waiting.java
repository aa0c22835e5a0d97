package io.kindling.distributed.collective;

import java.util.List;

/**
 * What a worker waits for at a moment.
 *
 * @param missing the ranks whose values have not come; none when it does not wait
 * @param millis how long it has waited for them
 * @param arrived how many bytes have come from others since the session began
 */
public record Waiting(List<Integer> missing, long millis, long arrived) {
  /** Copies the list. */
  public Waiting {
    missing = List.copyOf(missing);
  }

  /** Returns that a worker waits for nobody. */
  public static Waiting none(long arrived) {
    return new Waiting(List.of(), 0, arrived);
  }
}
