package io.kindling.distributed.session;

import io.kindling.distributed.data.DealtRows;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an attempt has of the cluster: so many places, and rows that are dealt to as many workers.
 *
 * @param threads of each worker
 * @param taskCores that its task asks for; 0 for what {@code spark.task.cpus} says
 */
public record Allotment(
    int workers, int threads, int taskCores, DealtRows training, Optional<DealtRows> validation) {
  /** Gives what the next attempt has. */
  @FunctionalInterface
  public interface Source {
    /**
     * Waits for task slots and returns rows that are there as a whole.
     *
     * @param places for how many workers there is room, if that is known already
     * @throws IllegalArgumentException when there are too few slots, with what to change
     */
    Allotment next(OptionalInt places);
  }
}
