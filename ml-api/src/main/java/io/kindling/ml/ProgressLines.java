package io.kindling.ml;

import io.kindling.training.EventSink;
import io.kindling.training.TrainingEvent;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes a line for every epoch, its number, loss and metrics, speed and the time that is left, and
 * one when training goes on after workers were lost.
 *
 * @param out takes the lines
 */
record ProgressLines(Consumer<String> out) implements EventSink {
  @Override
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.EpochFinished epoch) {
      out.accept(line(epoch));
    } else if (event instanceof TrainingEvent.Resumed resumed) {
      out.accept(resumed.message());
    } else if (event instanceof TrainingEvent.Saved saved && !saved.problem().isEmpty()) {
      out.accept("no checkpoint after step " + saved.steps() + ": " + saved.problem());
    }
  }

  @Override
  public boolean wantsSteps() {
    return false;
  }

  private static String line(TrainingEvent.EpochFinished epoch) {
    String metrics =
        new TreeMap<>(epoch.metrics())
            .entrySet().stream()
                .filter(metric -> !metric.getKey().equals("loss"))
                .map(ProgressLines::metric)
                .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "epoch %d/%d: loss %.4f%s, %,.0f rows/s, %s left",
        epoch.epoch() + 1,
        epoch.epochs(),
        epoch.loss(),
        metrics,
        epoch.rowsPerSecond(),
        time(epoch.secondsLeft()));
  }

  private static String metric(Map.Entry<String, Double> metric) {
    return String.format(
        Locale.ROOT, ", %s %.4f", metric.getKey().replace('_', ' '), metric.getValue());
  }

  private static String time(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole / 60 % 60);
  }
}
