package io.kindling.ml;

import io.kindling.ml.TrainingSummary.EpochSummary;
import io.kindling.ml.TrainingSummary.MetricValue;
import io.kindling.training.WorkerTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a {@link TrainingSummary}: how it was trained, then a line for each epoch. */
final class SummaryTable {
  private SummaryTable() {}

  static String of(TrainingSummary summary) {
    if (summary.history().isEmpty()) {
      return "not trained here: " + summary.reason();
    }
    StringBuilder text = new StringBuilder();
    line(text, "backend", summary.backend());
    line(text, "precision", summary.precision());
    String each = summary.threads() == 1 ? "1 thread each" : summary.threads() + " threads each";
    line(text, "workers", summary.workers() + ", " + each);
    line(text, "outcome", number("%.1f s, ", summary.seconds()) + summary.reason());
    line(text, "best epoch", Long.toString(summary.bestEpoch()));
    summary.times().forEach(times -> line(text, "worker " + times.worker(), text(times)));
    List<List<String>> rows = rows(summary.history());
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int place = column;
        int width = rows.stream().mapToInt(other -> other.get(place).length()).max().orElse(0);
        String gap = column == 0 ? "" : "  ";
        text.append(gap).append(" ".repeat(width - row.get(column).length()));
        text.append(row.get(column));
      }
      text.append('\n');
    }
    return text.substring(0, text.length() - 1);
  }

  private static String text(WorkerTimes times) {
    return number("data %.1f s, ", times.dataSeconds())
        + number("compute %.1f s, ", times.computeSeconds())
        + number("sums %.1f s, ", times.communicationSeconds())
        + number("update %.1f s, ", times.updateSeconds())
        + number("sent %,.1f MB", times.sentBytes() / 1e6);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-10s  %s\n", name, value));
  }

  private static List<List<String>> rows(List<EpochSummary> history) {
    // All epochs were measured alike.
    List<String> metrics = history.get(0).metrics().stream().map(MetricValue::name).toList();
    List<String> head = new ArrayList<>(List.of("epoch", "loss"));
    metrics.forEach(name -> head.add(name.replace('_', ' ')));
    head.addAll(List.of("learning rate", "rows/s"));
    List<List<String>> rows = new ArrayList<>(List.of(head));
    for (EpochSummary epoch : history) {
      List<String> row = new ArrayList<>();
      row.add(Long.toString(epoch.epoch()));
      row.add(number("%.4f", epoch.loss()));
      for (String name : metrics) {
        row.add(epoch.metric(name).map(value -> number("%.4f", value)).orElse("-"));
      }
      row.add(number("%.3g", epoch.learningRate()));
      row.add(number("%,.0f", epoch.rowsPerSecond()));
      rows.add(row);
    }
    return rows;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
