package io.kindling.ml.watch;

import io.kindling.training.EventSink;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import java.time.Duration;
import java.util.Locale;

/**
 * Where a fit is, as one line that changes: epoch, step, loss, metrics, rows a second and the time
 * that is left. Any thread may read it.
 */
public final class LiveLine implements EventSink {
  /** As often as eyes follow. */
  static final Duration PACE = Duration.ofMillis(200);

  private static final int BAR = 20;

  private final String name;
  private TrainingEvent.Started started = new TrainingEvent.Started(0, 0, 0, 0, 0);
  private long startedAt;
  private volatile String text;

  /** Makes the line of a run. */
  public LiveLine(String name) {
    this.name = name;
    this.text = name + " is about to begin";
  }

  /** Returns the line as it is now. */
  public String text() {
    return text;
  }

  @Override
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started begin) {
      started = begin;
      startedAt = System.nanoTime();
    } else if (event instanceof TrainingEvent.StepFinished step) {
      text = line(step);
    } else if (event instanceof TrainingEvent.EpochFinished epoch) {
      text = line(epoch);
    }
  }

  @Override
  public StepInterest steps() {
    return StepInterest.within(PACE);
  }

  private String line(TrainingEvent.StepFinished step) {
    long ofEpoch = step.step() % Math.max(1, started.stepsPerEpoch()) + 1;
    int full = (int) (BAR * ofEpoch / Math.max(1, started.stepsPerEpoch()));
    return String.format(
        Locale.ROOT,
        "%s epoch %d/%d [%s%s] step %d/%d: loss %.4f%s, %s, %s left",
        name,
        step.epoch() + 1,
        started.epochs(),
        "=".repeat(full),
        "-".repeat(BAR - full),
        ofEpoch,
        started.stepsPerEpoch(),
        step.loss(),
        Figures.metrics(step.metrics()),
        Figures.rate(step.rows() / step.seconds()),
        Figures.time(left(step.step() + 1)));
  }

  private double left(long done) {
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    double each = seconds / Math.max(1, done - started.steps());
    return each * (started.epochs() * started.stepsPerEpoch() - done);
  }

  private String line(TrainingEvent.EpochFinished epoch) {
    return String.format(
        Locale.ROOT,
        "%s epoch %d/%d: loss %.4f%s, %s, %s left",
        name,
        epoch.epoch() + 1,
        epoch.epochs(),
        epoch.loss(),
        Figures.metrics(epoch.metrics()),
        Figures.rate(epoch.rowsPerSecond()),
        Figures.time(epoch.secondsLeft()));
  }
}
