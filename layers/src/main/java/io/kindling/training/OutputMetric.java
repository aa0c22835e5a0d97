package io.kindling.training;

import io.kindling.layers.metric.Metric;

/**
 * A metric and the output of the network that it judges.
 *
 * @param output the place among the network's outputs, from 0
 */
public record OutputMetric(int output, Metric metric) {
  /** Checks the place. */
  public OutputMetric {
    if (output < 0) {
      throw new IllegalArgumentException(
          "OutputMetric: expected an output from 0, got " + output + ". Correct it.");
    }
  }

  /**
   * Returns the name in logs and history: the metric's, with the output's place from the second.
   */
  public String name() {
    return output == 0 ? metric.name() : metric.name() + "_" + output;
  }
}
