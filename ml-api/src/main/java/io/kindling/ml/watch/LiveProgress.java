package io.kindling.ml.watch;

import io.kindling.ml.plot.Curve;
import io.kindling.ml.plot.LineChart;
import io.kindling.training.EventSink;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What a notebook shows of a fit while it runs: a line that says where it is, and the curve of its
 * loss. Any thread may read both.
 */
public final class LiveProgress implements EventSink {
  /** Enough for the width of a chart; all of them stay in the file of the notebook. */
  private static final int POINTS = 100;

  private final LiveLine line;
  private final Thinned<TrainingEvent.StepFinished> steps = new Thinned<>();
  private final Thinned<TrainingEvent.EpochFinished> epochs = new Thinned<>();
  private double perEpoch = 1;
  private long stride = 1;
  private long next;

  /** Makes the progress of a run. */
  public LiveProgress(String name) {
    this.line = new LiveLine(name);
  }

  /** Returns where the fit is, as one line. */
  public String line() {
    return line.text();
  }

  /** Returns the curve of the loss as SVG; empty until there are two points. */
  public synchronized String curve() {
    List<Curve> curves = new ArrayList<>();
    add(
        curves,
        new Curve(
            "steps",
            steps.list().stream().map(step -> (step.step() + 1) / perEpoch).toList(),
            steps.list().stream().map(TrainingEvent.StepFinished::loss).toList(),
            true));
    List<Double> x = epochs.list().stream().map(epoch -> epoch.epoch() + 1.0).toList();
    add(curves, Curve.of("epochs", x, epochs.list().stream().map(e -> (Double) e.loss()).toList()));
    add(
        curves,
        Curve.of(
            "validation",
            x,
            epochs.list().stream()
                .map(e -> e.metrics().getOrDefault("validation_loss", Double.NaN))
                .toList()));
    return curves.isEmpty() ? "" : new LineChart("loss", "epoch", curves).draw().toSvg();
  }

  private static void add(List<Curve> curves, Curve curve) {
    if (curve.y().stream().filter(Double::isFinite).count() > 1) {
      curves.add(curve);
    }
  }

  @Override
  public synchronized void accept(TrainingEvent event) {
    line.accept(event);
    if (event instanceof TrainingEvent.Started started) {
      perEpoch = Math.max(1, started.stepsPerEpoch());
      stride = StepInterest.stride(POINTS, started.epochs() * started.stepsPerEpoch());
      next = started.steps();
    } else if (event instanceof TrainingEvent.StepFinished step) {
      // Others, and the line, hear of more steps.
      if (step.step() >= next) {
        steps.add(step);
        next = step.step() + stride;
      }
    } else if (event instanceof TrainingEvent.EpochFinished epoch) {
      epochs.add(epoch);
    }
  }

  @Override
  public StepInterest steps() {
    return line.steps().points(POINTS);
  }
}
