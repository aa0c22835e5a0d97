package io.kindling.ml.param;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.metric.Metric;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * What is reported of the network beside its loss.
 *
 * @param <S> the stage that the setters return
 */
public interface MetricsParam<S> extends Params {
  /** Param: the metrics that are reported beside the loss, each as JSON. */
  default StringArrayParam metrics() {
    return Define.jsons(
        this, "metrics", "metrics that are reported beside the loss, each as JSON", Metric.class);
  }

  /** Returns the metrics that are reported beside the loss. */
  default List<Metric> getMetrics() {
    JsonCodec codec = JsonCodec.standard();
    return Arrays.stream(getOrDefault(metrics()))
        .map(json -> codec.fromJson(json, Metric.class))
        .toList();
  }

  /** Sets the metrics that are reported beside the loss. */
  default S setMetrics(Metric... values) {
    JsonCodec codec = JsonCodec.standard();
    return setMetrics(Arrays.stream(values).map(codec::toJson).toArray(String[]::new));
  }

  /** Sets the metrics that are reported beside the loss from JSON. */
  default S setMetrics(String[] jsons) {
    return Define.set(this, metrics(), jsons);
  }
}
