package io.kindling.training;

import io.kindling.autodiff.TrainingGraph;
import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.loss.Loss;
import io.kindling.layers.metric.Metric;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a network is trained for and judged by.
 *
 * @param losses one for each output of the network, in order; their sum is minimized
 * @param metrics what is reported beside the loss
 * @param frozen names of trainable parameters that are left as they are
 */
public record Objective(List<Loss> losses, List<OutputMetric> metrics, List<String> frozen) {
  /** Copies the lists. */
  public Objective {
    losses = List.copyOf(losses);
    metrics = List.copyOf(metrics);
    frozen = List.copyOf(frozen);
    if (losses.isEmpty()) {
      throw new IllegalArgumentException(
          "Objective: expected a loss for each output of the network, got none. Add one.");
    }
    Set<String> names = new HashSet<>();
    for (OutputMetric metric : metrics) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException(
            "Objective: expected metrics of different names, got two \""
                + metric.name()
                + "\". Remove one.");
      }
    }
  }

  /** Returns the objective of a network with one output. */
  public static Objective of(Loss loss) {
    return new Objective(List.of(loss), List.of(), List.of());
  }

  /** Returns the objective of a network with these outputs' losses. */
  public static Objective of(List<Loss> losses) {
    return new Objective(losses, List.of(), List.of());
  }

  /** Returns this objective with metrics of the first output. */
  public Objective metrics(Metric... ofFirst) {
    return metrics(Arrays.stream(ofFirst).map(m -> new OutputMetric(0, m)).toList());
  }

  /** Returns this objective with other metrics. */
  public Objective metrics(List<OutputMetric> other) {
    return new Objective(losses, other, frozen);
  }

  /** Returns this objective with other frozen parameters. */
  public Objective frozen(List<String> names) {
    return new Objective(losses, metrics, names);
  }

  /**
   * Returns what a row of data must have: the network's inputs, then a target for each output, by
   * name and batch first.
   *
   * @throws IllegalArgumentException when losses, metrics and outputs do not fit
   */
  public Map<String, Type> inputs(Graph network) {
    List<Value> outputs = List.copyOf(network.outputs().values());
    if (outputs.size() != losses.size()) {
      throw new IllegalArgumentException(
          "Objective: expected a loss for each of "
              + network.outputs().keySet()
              + ", got "
              + losses.size()
              + ". Give as many losses as the network has outputs.");
    }
    Map<String, Type> inputs = new LinkedHashMap<>();
    network.inputs().forEach(value -> inputs.put(value.name(), value.type()));
    for (int i = 0; i < losses.size(); i++) {
      inputs.put(TrainingGraph.target(i), losses.get(i).target(outputs.get(i).type()));
    }
    for (OutputMetric metric : metrics) {
      if (metric.output() >= outputs.size()) {
        throw new IllegalArgumentException(
            "Objective: expected an output below "
                + outputs.size()
                + " for metric \""
                + metric.name()
                + "\", got "
                + metric.output()
                + ". Correct it.");
      }
      Type output = outputs.get(metric.output()).type();
      metric.metric().check(output, losses.get(metric.output()).target(output));
    }
    return inputs;
  }

  /** Returns the frozen names as a set. */
  Set<String> frozenNames() {
    return Set.copyOf(frozen);
  }
}
