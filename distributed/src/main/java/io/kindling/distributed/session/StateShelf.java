package io.kindling.distributed.session;

import io.kindling.training.TrainingState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The training states of one fit that lie in an executor while no worker uses them. Whoever comes
 * next takes one, whatever its rank: after a step all workers hold the same.
 */
final class StateShelf {
  private final List<TrainingState> states = new ArrayList<>();

  /** Returns the shelf of a fit in this process. */
  static FitRegistry.Lease<StateShelf> lease(String application, String fit) {
    return FitRegistry.ofThisProcess()
        .lease(new FitRegistry.Key(application, fit, "states"), StateShelf.class, StateShelf::new);
  }

  /** Takes the state that is furthest, if there is one. */
  synchronized Optional<TrainingState> take() {
    Optional<TrainingState> furthest =
        states.stream().max(Comparator.comparingLong(TrainingState::steps));
    furthest.ifPresent(states::remove);
    return furthest;
  }

  /** Shows the state that is furthest to somebody, while nobody takes it. */
  synchronized void lend(Consumer<TrainingState> to) {
    states.stream().max(Comparator.comparingLong(TrainingState::steps)).ifPresent(to);
  }

  synchronized void put(TrainingState state) {
    states.add(state);
  }

  /** Returns the steps of the furthest state, {@link Report#NO_STATE} when there is none. */
  synchronized long steps() {
    return states.stream().mapToLong(TrainingState::steps).max().orElse(Report.NO_STATE);
  }

  /** Frees what nobody has taken and what has done no more steps. */
  synchronized void clear(long steps) {
    states.stream().filter(state -> state.steps() <= steps).forEach(TrainingState::close);
    states.removeIf(state -> state.steps() <= steps);
  }
}
