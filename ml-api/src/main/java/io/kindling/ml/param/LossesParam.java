package io.kindling.ml.param;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.Loss;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * What training minimizes: the sum of one loss for each output of the network.
 *
 * @param <S> the stage that the setters return
 */
public interface LossesParam<S> extends Params {
  /** Param: the losses, one for each output in order, each as JSON. */
  default StringArrayParam losses() {
    return Define.jsons(
        this, "losses", "losses, one for each output in order, each as JSON", Loss.class);
  }

  /** Returns the losses, one for each output in order. */
  default List<Loss> getLosses() {
    JsonCodec codec = JsonCodec.standard();
    return Arrays.stream(getOrDefault(losses()))
        .map(json -> codec.fromJson(json, Loss.class))
        .toList();
  }

  /** Sets the losses, one for each output in order. */
  default S setLosses(Loss... values) {
    JsonCodec codec = JsonCodec.standard();
    return setLosses(Arrays.stream(values).map(codec::toJson).toArray(String[]::new));
  }

  /** Sets the losses, one for each output in order from JSON. */
  default S setLosses(String[] jsons) {
    return Define.set(this, losses(), jsons);
  }
}
