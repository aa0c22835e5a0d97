package io.kindling.bench.hosts;

import io.kindling.backend.Collective;
import io.kindling.bench.measure.Pace;
import io.kindling.training.EventSink;
import io.kindling.training.ParameterLayout;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import io.kindling.training.WorkerTimes;
import java.util.Optional;

/** Times the steps of one worker after some to warm up, without the looks at the accuracy. */
final class StepClock implements EventSink {
  private final TrainCommand command;
  private final Collective collective;
  private final ParameterLayout layout;
  private long began;
  private long sentBefore;
  private long stepsBefore = -1;
  private long ended;
  private long steps;
  private long judging;
  private double accuracy = Double.NaN;
  private final Optional<Pace> pace;
  private boolean reached;
  private double compute;
  private double sums;
  private long timed;

  StepClock(TrainCommand command, Collective collective, ParameterLayout layout) {
    this.command = command;
    this.collective = collective;
    this.layout = layout;
    // The others wait for rank 0's values, so they pause when it does.
    this.pace =
        command.pace() > 0 && collective.rank() == 0
            ? Optional.of(Pace.ofProcess(() -> "", command.batch(), command.pace()))
            : Optional.empty();
  }

  @Override
  public StepInterest steps() {
    return StepInterest.all();
  }

  @Override
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.StepFinished step) {
      step(step.step() + 1);
    } else if (event instanceof TrainingEvent.Validated validated) {
      accuracy = validated.metrics().getOrDefault("validation_accuracy", Double.NaN);
      reached = accuracy >= command.target();
      judging += System.nanoTime() - ended;
    } else if (event instanceof TrainingEvent.Timed times && times.epoch() > 0) {
      WorkerTimes own = times.workers().get(collective.rank());
      compute += own.dataSeconds() + own.computeSeconds() + own.updateSeconds();
      sums += own.communicationSeconds();
      timed += own.steps();
    }
  }

  private void step(long done) {
    if (command.pace() > 0) {
      reached = pace.isPresent() && !pace.get().next();
      return;
    }
    if (stepsBefore < 0 && done >= command.warm()) {
      stepsBefore = done;
      sentBefore = collective.sentBytes();
      began = System.nanoTime();
      judging = 0;
    }
    steps = done;
    ended = System.nanoTime();
  }

  boolean isDone() {
    return reached || (command.pace() == 0 && steps >= command.steps());
  }

  /** Returns what {@link TrainCommand.Measured} reads. */
  String measured() {
    return (ended - began - judging) / 1e9
        + " "
        + (steps - stepsBefore)
        + " "
        + (collective.sentBytes() - sentBefore)
        + " "
        + accuracy
        + " "
        + (timed == 0 ? Double.NaN : compute / timed)
        + " "
        + (timed == 0 ? Double.NaN : sums / timed)
        + " "
        + layout.count()
        + " "
        + Prediction.lastShare(layout.ranges().stream().map(each -> each.shape().size()).toList());
  }
}
