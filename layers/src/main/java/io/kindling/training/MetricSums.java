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

  MetricSums(List<OutputMetric> metrics) {
    this.metrics = metrics;
    metrics.forEach(m -> sums.add(new double[m.metric().size()]));
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

  /**
   * Returns the values over the rows of all workers, with a prefix before each name.
   *
   * @param more further numbers, which are replaced by their sums over all workers
   */
  Map<String, Double> values(Collective collective, String prefix, double... more) {
    double[] message = new double[more.length + sums.stream().mapToInt(s -> s.length).sum()];
    System.arraycopy(more, 0, message, 0, more.length);
    int at = more.length;
    for (double[] each : sums) {
      System.arraycopy(each, 0, message, at, each.length);
      at += each.length;
    }
    collective.sum(message);
    System.arraycopy(message, 0, more, 0, more.length);
    Map<String, Double> values = new LinkedHashMap<>();
    at = more.length;
    for (int i = 0; i < metrics.size(); i++) {
      int size = sums.get(i).length;
      double[] total = Arrays.copyOfRange(message, at, at + size);
      at += size;
      values.put(prefix + metrics.get(i).name(), metrics.get(i).metric().value(total));
    }
    return values;
  }
}
