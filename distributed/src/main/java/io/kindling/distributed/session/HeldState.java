package io.kindling.distributed.session;

import io.kindling.distributed.spark.SparkInternals;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Trainer;
import io.kindling.training.TrainingSpec;
import io.kindling.training.TrainingState;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;

/**
 * The training state that a worker holds: what lay in its executor when it came, or a new one. When
 * the worker fails it goes back, unless it is half a step.
 */
final class HeldState implements AutoCloseable {
  private final SessionPlan plan;
  private final SparkInternals.Driver driver;
  private final FitRegistry.Lease<StateShelf> shelf;
  private @Nullable TrainingState state;
  private boolean done;

  private HeldState(
      SessionPlan plan, SparkInternals.Driver driver, FitRegistry.Lease<StateShelf> shelf) {
    this.plan = plan;
    this.driver = driver;
    this.shelf = shelf;
    this.state = shelf.value().take().orElse(null);
  }

  /** Takes what there is for a worker of the fit in this executor. */
  static HeldState take(SessionPlan plan, SparkInternals.Driver driver) {
    String application = SparkEnv.get().conf().getAppId();
    return new HeldState(plan, driver, StateShelf.lease(application, plan.endpoint()));
  }

  /** Returns the steps that it has done, {@link Report#NO_STATE} when there is none. */
  long steps() {
    return state == null ? Report.NO_STATE : state.steps();
  }

  /** Returns the state; zeros that are to be filled when there was none. */
  TrainingState get(TrainingSpec spec, boolean hasValidation, ParameterLayout layout) {
    TrainingState held = state;
    if (held == null) {
      boolean higher = Trainer.higherIsBetter(spec, hasValidation);
      held = TrainingState.zeros(spec.optimizer(), layout, higher);
      state = held;
    }
    return held;
  }

  /** Hears that the fit has its result, so that nobody needs the state any more. */
  void done() {
    done = true;
  }

  /** Frees the state, or leaves it to the next attempt. */
  @Override
  public void close() {
    Optional<TrainingState> last = Optional.ofNullable(state);
    state = null;
    boolean keeps = !done && last.isPresent() && last.get().isWhole() && last.get().steps() > 0;
    if (keeps) {
      shelf.value().put(last.get());
      StateKeeper.keep(driver, plan, shelf);
    } else {
      last.ifPresent(TrainingState::close);
      shelf.close();
    }
  }
}
