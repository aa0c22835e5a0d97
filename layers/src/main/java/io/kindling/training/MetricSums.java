package io.kindling.training;

import io.kindling.backend.Collective;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sums of all metrics over the rows that a worker has seen. */
final class MetricSums {
  private final List<OutputMetric> metrics;
  private final List<double[]> sums = new ArrayList<>();
  private final int size;

  MetricSums(List<OutputMetric> metrics) {
    this.metrics = metrics;
    metrics.forEach(m -> sums.add(new double[m.metric().size()]));
    this.size = sums.stream().mapToInt(s -> s.length).sum();
  }

  void clear() {
    for (int i = 0; i < sums.size(); i++) {
      Arrays.fill(sums.get(i), 0);
    }
  }

  /**
   * Adds the rows of a batch.
   *
   * @param outputs of the network, in order
   * @param targets of the outputs, in order
   */
  void add(List<Tensor> outputs, List<Tensor> targets, Tensor rowLosses, Batch batch) {
    if (batch.rows() == 0) {
      return;
    }
    for (int i = 0; i < metrics.size(); i++) {
      OutputMetric each = metrics.get(i);
      Tensor judged = each.metric().needsRowLosses() ? rowLosses : outputs.get(each.output());
      Tensor target = targets.get(each.output());
      each.metric().accumulate(sums.get(i), judged, target, batch.weights(), batch.rows());
    }
  }

  /** Returns how many sums there are. */
  int size() {
    return size;
  }

  /** Copies all sums. */
  void copyTo(double[] message, int from) {
    int at = from;
    for (int i = 0; i < sums.size(); i++) {
      double[] each = sums.get(i);
      System.arraycopy(each, 0, message, at, each.length);
      at += each.length;
    }
  }

  /**
   * Returns the values over the rows of all workers, with a prefix before each name.
   *
   * @param more further numbers, which are replaced by their sums over all workers
   */
  Map<String, Double> values(Collective collective, String prefix, double... more) {
    double[] message = new double[more.length + size];
    System.arraycopy(more, 0, message, 0, more.length);
    copyTo(message, more.length);
    collective.sum(message);
    System.arraycopy(message, 0, more, 0, more.length);
    return values(Arrays.copyOfRange(message, more.length, message.length), prefix);
  }

  /** Returns the values that follow from the sums over the rows of all workers. */
  Map<String, Double> values(double[] totals, String prefix) {
    Map<String, Double> values = new LinkedHashMap<>();
    int at = 0;
    for (int i = 0; i < metrics.size(); i++) {
      int count = sums.get(i).length;
      double[] total = Arrays.copyOfRange(totals, at, at + count);
      at += count;
      values.put(prefix + metrics.get(i).name(), metrics.get(i).metric().value(total));
    }
    return values;
  }
}
