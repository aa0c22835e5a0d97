package io.kindling.ml;

import io.kindling.ml.TrainingSummary.EpochSummary;
import io.kindling.ml.TrainingSummary.MetricValue;
import io.kindling.ml.TrainingSummary.StepSummary;
import io.kindling.ml.plot.Curve;
import io.kindling.ml.plot.Drawing;
import io.kindling.ml.plot.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Draws a training summary: a chart of the loss and one of each metric, over epochs. */
final class LearningCurves {
  private static final String VALIDATION = "validation_";

  private LearningCurves() {}

  static Drawing of(TrainingSummary summary) {
    List<EpochSummary> epochs = summary.history();
    if (epochs.isEmpty()) {
      throw new IllegalStateException(
          "TrainingSummary: expected a history to draw, got none ("
              + summary.reason()
              + "). Draw that of a model that was trained.");
    }
    List<Double> x = epochs.stream().map(epoch -> epoch.epoch() + 1.0).toList();
    Drawing drawing = loss(summary, epochs, x).draw();
    for (MetricValue metric : epochs.get(0).metrics()) {
      String name = metric.name();
      if (!name.startsWith(VALIDATION)) {
        List<Curve> curves = new ArrayList<>();
        add(curves, "training", x, epochs, epoch -> value(epoch, name));
        add(curves, "validation", x, epochs, epoch -> value(epoch, VALIDATION + name));
        drawing = drawing.above(new LineChart(name.replace('_', ' '), "epoch", curves).draw());
      }
    }
    return drawing;
  }

  private static LineChart loss(
      TrainingSummary summary, List<EpochSummary> epochs, List<Double> x) {
    List<Curve> curves = new ArrayList<>();
    add(curves, "training", x, epochs, EpochSummary::loss);
    add(curves, "validation", x, epochs, epoch -> value(epoch, VALIDATION + "loss"));
    List<StepSummary> steps = summary.steps();
    if (!steps.isEmpty()) {
      curves.add(
          new Curve(
              "steps",
              steps.stream().map(StepSummary::epochs).toList(),
              steps.stream().map(StepSummary::loss).toList(),
              true));
    }
    return new LineChart("loss", "epoch", curves);
  }

  private static double value(EpochSummary epoch, String name) {
    return epoch.metric(name).orElse(Double.NaN);
  }

  private static void add(
      List<Curve> curves,
      String name,
      List<Double> x,
      List<EpochSummary> epochs,
      Function<EpochSummary, Double> value) {
    List<Double> y = epochs.stream().map(value).toList();
    if (y.stream().anyMatch(Double::isFinite)) {
      curves.add(Curve.of(name, x, y));
    }
  }
}
