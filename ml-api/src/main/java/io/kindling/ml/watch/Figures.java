package io.kindling.ml.watch;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Numbers as people read them. */
public final class Figures {
  private Figures() {}

  /** Returns metrics as {@code , accuracy 0.9712}, in order, without the loss. */
  static String metrics(Map<String, Double> metrics) {
    return new TreeMap<>(metrics)
        .entrySet().stream()
            .filter(metric -> !metric.getKey().equals("loss"))
            .map(metric -> ", " + metric.getKey().replace('_', ' ') + " " + four(metric.getValue()))
            .collect(Collectors.joining());
  }

  /** Returns a number with four places. */
  public static String four(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** Returns a number of rows a second. */
  public static String rate(double rowsPerSecond) {
    return String.format(Locale.ROOT, "%,.0f rows/s", rowsPerSecond);
  }

  /** Returns a time such as {@code 42 s}, {@code 1:15 min} or {@code 2:06 h}. */
  public static String time(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole / 60 % 60);
  }
}
