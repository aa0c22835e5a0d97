package io.kindling.ml.watch;

import io.kindling.training.EventSink;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Writes a line for every epoch, its number, loss and metrics, speed and the time that is left; one
 * now and then within a long epoch; and one when training goes on after workers were lost.
 */
public final class ProgressLines implements EventSink {
  /** How long it is quiet within an epoch. */
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final String name;
  private final Consumer<String> out;
  private final LiveLine live;

  /**
   * Makes a writer.
   *
   * @param name stands before every line
   * @param out takes the lines
   */
  public ProgressLines(String name, Consumer<String> out) {
    this.name = name;
    this.out = out;
    this.live = new LiveLine(name);
  }

  @Override
  public void accept(TrainingEvent event) {
    live.accept(event);
    if (event instanceof TrainingEvent.StepFinished step) {
      // Others may want to hear of more steps.
      if (step.seconds() >= QUIET.toSeconds()) {
        out.accept(live.text());
      }
    } else if (event instanceof TrainingEvent.EpochFinished) {
      out.accept(live.text());
    } else if (event instanceof TrainingEvent.Resumed resumed) {
      out.accept(name + " " + resumed.message());
    } else if (event instanceof TrainingEvent.Straggling slow) {
      out.accept(name + " " + slow.message());
    } else if (event instanceof TrainingEvent.Saved saved && !saved.problem().isEmpty()) {
      out.accept(name + " no checkpoint after step " + saved.steps() + ": " + saved.problem());
    }
  }

  @Override
  public StepInterest steps() {
    return StepInterest.within(QUIET);
  }
}
