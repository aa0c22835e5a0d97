package io.kindling.ml.watch;

import io.kindling.training.EventSink;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import java.io.PrintStream;

/**
 * Shows progress in a terminal: one line that is written over and over within an epoch and stays
 * when the epoch is done.
 *
 * <p>Spark's own bar, which shells switch on, writes to the same place; while workers train it has
 * nothing new to say, so ours is what stands there.
 */
public final class TerminalBar implements EventSink {
  private final PrintStream out;
  private final int width;
  private final LiveLine live;
  private int shown;

  /**
   * Makes a bar.
   *
   * @param width of the terminal in characters
   */
  public TerminalBar(String name, PrintStream out, int width) {
    this.out = out;
    this.width = width;
    this.live = new LiveLine(name);
  }

  @Override
  public void accept(TrainingEvent event) {
    live.accept(event);
    if (event instanceof TrainingEvent.StepFinished) {
      draw(live.text(), false);
    } else if (event instanceof TrainingEvent.EpochFinished) {
      draw(live.text(), true);
    } else if (event instanceof TrainingEvent.Resumed resumed) {
      draw(resumed.message(), true);
    } else if (event instanceof TrainingEvent.Straggling slow) {
      draw(slow.message(), true);
    } else if (event instanceof TrainingEvent.Saved saved && !saved.problem().isEmpty()) {
      draw("no checkpoint after step " + saved.steps() + ": " + saved.problem(), true);
    } else if (event instanceof TrainingEvent.Finished && shown > 0) {
      draw(live.text(), true);
    }
  }

  @Override
  public StepInterest steps() {
    return live.steps();
  }

  private void draw(String text, boolean stays) {
    // A line that is longer than the terminal cannot be written over.
    String line = stays || text.length() < width ? text : text.substring(0, Math.max(0, width - 1));
    out.print("\r" + line + " ".repeat(Math.max(0, Math.min(shown, width - 1) - line.length())));
    shown = line.length();
    if (stays) {
      out.println();
      shown = 0;
    }
    out.flush();
  }
}
