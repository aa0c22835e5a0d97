package io.kindling.training;

/** Takes the events of a training run; must not block for long. */
@FunctionalInterface
public interface EventSink {
  /** Takes one event. */
  void accept(TrainingEvent event);

  /** Returns a sink that ignores everything. */
  static EventSink none() {
    return event -> {};
  }
}
