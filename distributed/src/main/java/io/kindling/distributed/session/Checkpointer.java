package io.kindling.distributed.session;

import io.kindling.distributed.checkpoint.CheckpointStore;
import io.kindling.distributed.checkpoint.Interval;
import io.kindling.training.CheckpointInfo;
import io.kindling.training.EventSink;
import io.kindling.training.TrainingEvent;
import io.kindling.training.TrainingState;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the state to a checkpoint whenever one is due; of all workers only rank 0 does. */
final class Checkpointer implements Consumer<TrainingState> {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

  private final CheckpointStore store;
  private final CheckpointPlan plan;
  private final CheckpointInfo about;
  private final EventSink sink;
  private long last = System.nanoTime();

  /**
   * Makes one.
   *
   * @param about what all checkpoints of the fit say, with any number of steps
   */
  Checkpointer(CheckpointStore store, CheckpointPlan plan, CheckpointInfo about, EventSink sink) {
    this.store = store;
    this.plan = plan;
    this.about = about;
    this.sink = sink;
  }

  @Override
  public void accept(TrainingState state) {
    if (isDue(state.steps())) {
      last = System.nanoTime();
      save(state);
    }
  }

  private boolean isDue(long steps) {
    Interval interval = plan.interval();
    return switch (interval.unit()) {
      case STEPS -> steps % interval.number() == 0;
      case EPOCHS -> steps % (interval.number() * about.stepsPerEpoch()) == 0;
      case SECONDS -> System.nanoTime() - last >= interval.number() * 1_000_000_000L;
    };
  }

  private void save(TrainingState state) {
    CheckpointInfo info =
        new CheckpointInfo(
            about.network(), about.spec(), state.steps(), about.stepsPerEpoch(), about.rows());
    try {
      String path = store.write(info, state, plan.keep());
      sink.accept(new TrainingEvent.Saved(state.steps(), path, ""));
    } catch (IOException | RuntimeException e) {
      // What has been learned is worth more than the checkpoint; the one before is still there.
      LOG.warn("No checkpoint after step {} in {}.", state.steps(), plan.folder(), e);
      sink.accept(new TrainingEvent.Saved(state.steps(), plan.folder(), e.toString()));
    }
  }
}
