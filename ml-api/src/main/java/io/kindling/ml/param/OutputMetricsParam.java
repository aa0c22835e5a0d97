package io.kindling.ml.param;

import io.kindling.layers.json.JsonCodec;
import io.kindling.training.OutputMetric;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * What is reported of the network's outputs beside their losses.
 *
 * @param <S> the stage that the setters return
 */
public interface OutputMetricsParam<S> extends Params {
  /** Param: the metrics that are reported beside the loss, each as JSON. */
  default StringArrayParam metrics() {
    return Define.jsons(
        this,
        "metrics",
        "metrics that are reported beside the loss, each as JSON",
        OutputMetric.class);
  }

  /** Returns the metrics that are reported beside the loss. */
  default List<OutputMetric> getMetrics() {
    JsonCodec codec = JsonCodec.standard();
    return Arrays.stream(getOrDefault(metrics()))
        .map(json -> codec.fromJson(json, OutputMetric.class))
        .toList();
  }

  /** Sets the metrics that are reported beside the loss. */
  default S setMetrics(OutputMetric... values) {
    JsonCodec codec = JsonCodec.standard();
    return setMetrics(Arrays.stream(values).map(codec::toJson).toArray(String[]::new));
  }

  /** Sets the metrics that are reported beside the loss from JSON. */
  default S setMetrics(String[] jsons) {
    return Define.set(this, metrics(), jsons);
  }
}
