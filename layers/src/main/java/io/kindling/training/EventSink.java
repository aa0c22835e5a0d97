package io.kindling.training;

/** Takes the events of a training run; must not block for long. */
@FunctionalInterface
public interface EventSink {
  /** Takes one event. */
  void accept(TrainingEvent event);

  /**
   * Returns which steps are wanted. More may come where another sink wants them; other events
   * always come.
   */
  default StepInterest steps() {
    return StepInterest.all();
  }

  /** Returns a sink that ignores everything. */
  static EventSink none() {
    return Ignoring.INSTANCE;
  }

  /** Returns a sink that hands every event to two others; steps come when one wants them. */
  static EventSink both(EventSink first, EventSink second) {
    return new Both(first, second);
  }

  /** Hands on what comes. */
  record Both(EventSink first, EventSink second) implements EventSink {
    @Override
    public void accept(TrainingEvent event) {
      boolean step = event instanceof TrainingEvent.StepFinished;
      if (!step || !first.steps().isNone()) {
        first.accept(event);
      }
      if (!step || !second.steps().isNone()) {
        second.accept(event);
      }
    }

    @Override
    public StepInterest steps() {
      return first.steps().and(second.steps());
    }
  }

  /** Ignores everything. */
  enum Ignoring implements EventSink {
    INSTANCE;

    @Override
    public void accept(TrainingEvent event) {
      // Nobody asked.
    }

    @Override
    public StepInterest steps() {
      return StepInterest.none();
    }
  }
}
