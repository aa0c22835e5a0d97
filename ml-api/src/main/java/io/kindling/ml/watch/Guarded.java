package io.kindling.ml.watch;

import io.kindling.training.EventSink;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the failures of an observer from the fit: the first is a warning, and nothing more is
 * handed to it.
 */
final class Guarded implements EventSink {
  private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

  private final String what;
  private final EventSink observer;
  private boolean failed;

  /**
   * Guards an observer.
   *
   * @param what it does, for the warning
   */
  Guarded(String what, EventSink observer) {
    this.what = what;
    this.observer = observer;
  }

  @Override
  public void accept(TrainingEvent event) {
    if (!failed) {
      attempt(() -> observer.accept(event));
    }
  }

  /** Lets go of what the observer holds, whether it has failed before or not. */
  void end(Runnable action) {
    attempt(action);
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError e) {
      failed = true;
      LOG.warn("{} failed; training goes on without it: {}", what, e.toString());
      LOG.debug("It failed so.", e);
    }
  }

  @Override
  public StepInterest steps() {
    return observer.steps();
  }
}
