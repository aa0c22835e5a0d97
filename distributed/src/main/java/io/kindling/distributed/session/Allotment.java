package io.kindling.distributed.session;

import io.kindling.distributed.data.DealtRows;
import java.util.Optional;

/**
 * What an attempt has of the cluster: so many places, and rows that are dealt to as many workers.
 *
 * @param threads of each worker
 */
public record Allotment(
    int workers, int threads, DealtRows training, Optional<DealtRows> validation) {
  /** Gives what the next attempt has. */
  @FunctionalInterface
  public interface Source {
    /**
     * Waits for task slots and returns rows that are there as a whole.
     *
     * @throws IllegalArgumentException when there are too few slots, with what to change
     */
    Allotment next();
  }
}
