package io.kindling.distributed.session;

import io.kindling.training.EventSink;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on each event once, also when a step is done again after a worker was lost. */
final class NewEvents implements EventSink {
  private static final Logger LOG = LoggerFactory.getLogger(NewEvents.class);

  private final EventSink sink;
  private long step = -1;
  private long spread = -1;
  private long validated = -1;
  private long epoch = -1;
  private long timed = -1;

  NewEvents(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(TrainingEvent event) {
    if (isNew(event)) {
      sink.accept(event);
    }
  }

  @Override
  public StepInterest steps() {
    return sink.steps();
  }

  private boolean isNew(TrainingEvent event) {
    if (event instanceof TrainingEvent.StepFinished e) {
      boolean later = e.step() > step;
      step = Math.max(step, e.step());
      return later;
    }
    if (event instanceof TrainingEvent.Distributed e) {
      boolean later = e.step() > spread;
      spread = Math.max(spread, e.step());
      return later;
    }
    if (event instanceof TrainingEvent.Validated e) {
      boolean later = e.step() > validated;
      validated = Math.max(validated, e.step());
      return later;
    }
    if (event instanceof TrainingEvent.EpochFinished e) {
      boolean later = e.epoch() > epoch;
      epoch = Math.max(epoch, e.epoch());
      return later;
    }
    if (event instanceof TrainingEvent.Timed e) {
      boolean later = e.epoch() > timed;
      timed = Math.max(timed, e.epoch());
      return later;
    }
    if (event instanceof TrainingEvent.Saved e && !e.problem().isEmpty()) {
      LOG.warn("No checkpoint after step {} in {}: {}", e.steps(), e.path(), e.problem());
    }
    return true;
  }
}
