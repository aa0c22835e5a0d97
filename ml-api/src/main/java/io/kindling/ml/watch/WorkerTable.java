package io.kindling.ml.watch;

import io.kindling.ml.plot.SplitBars;
import io.kindling.training.WorkerTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the workers of a fit spent the time of their steps on, and who kept the others waiting. */
final class WorkerTable {
  /** How much slower than the worker in the middle one is that is named. */
  private static final double SLOW = 1.2;

  private static final double MEGABYTE = 1e6;

  private WorkerTable() {}

  /** Returns bars of the last epoch and a table of all, as HTML; nothing before the first. */
  static String of(RunHistory fit) {
    List<WorkerTimes> last = fit.lastTimes();
    if (last.isEmpty()) {
      return "";
    }
    List<SplitBars.Bar> bars =
        last.stream()
            .map(
                times ->
                    new SplitBars.Bar(
                        "worker " + times.worker(),
                        List.of(
                            1000 * times.dataSeconds() / steps(times),
                            1000 * times.computeSeconds() / steps(times),
                            1000 * times.communicationSeconds() / steps(times),
                            1000 * times.updateSeconds() / steps(times))))
            .toList();
    SplitBars split =
        new SplitBars(
            "time of a step in the last epoch",
            "ms",
            List.of("rows", "compute", "waiting for sums", "update"),
            bars);
    return "<h4>Workers</h4>" + FitPages.figure(split.draw().toSvg()) + table(fit.allTimes());
  }

  private static String table(List<WorkerTimes> workers) {
    double middle = middle(workers);
    List<List<String>> rows = new ArrayList<>();
    for (WorkerTimes times : workers) {
      double own = own(times);
      String remark =
          workers.size() > 1 && own > SLOW * middle
              ? String.format(
                  Locale.ROOT, "<strong>%.1f times as slow as others</strong>", own / middle)
              : "";
      rows.add(
          List.of(
              Integer.toString(times.worker()),
              String.format(Locale.ROOT, "%,d", times.steps()),
              seconds(times.dataSeconds()),
              seconds(times.computeSeconds()),
              seconds(times.communicationSeconds()),
              seconds(times.updateSeconds()),
              String.format(Locale.ROOT, "%,.1f MB", times.sentBytes() / MEGABYTE),
              remark));
    }
    List<String> head =
        List.of(
            "Worker",
            "Steps",
            "Rows",
            "Compute",
            "Waiting for sums",
            "Update",
            "Sent",
            "Straggler");
    return FitPages.table(head, rows);
  }

  /** The time that a worker takes for itself: the others wait for the slowest. */
  private static double own(WorkerTimes times) {
    return (times.dataSeconds() + times.computeSeconds() + times.updateSeconds()) / steps(times);
  }

  private static double middle(List<WorkerTimes> workers) {
    List<Double> sorted = workers.stream().map(WorkerTable::own).sorted().toList();
    return sorted.get((sorted.size() - 1) / 2);
  }

  private static double steps(WorkerTimes times) {
    return Math.max(1, times.steps());
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.2f s", value);
  }
}
