package io.kindling.training;

/** Takes the events of a training run; must not block for long. */
@FunctionalInterface
public interface EventSink {
  /** Takes one event. */
  void accept(TrainingEvent event);

  /** Returns whether {@link TrainingEvent.StepFinished} is wanted; other events always come. */
  default boolean wantsSteps() {
    return true;
  }

  /** Returns a sink that ignores everything. */
  static EventSink none() {
    return Ignoring.INSTANCE;
  }

  /** Ignores everything. */
  enum Ignoring implements EventSink {
    INSTANCE;

    @Override
    public void accept(TrainingEvent event) {
      // Nobody asked.
    }

    @Override
    public boolean wantsSteps() {
      return false;
    }
  }
}
