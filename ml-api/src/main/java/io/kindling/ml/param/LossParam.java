package io.kindling.ml.param;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.Loss;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What training minimizes.
 *
 * @param <S> the stage that the setters return
 */
public interface LossParam<S> extends Params {
  /** Param: the loss as JSON. */
  default Param<String> loss() {
    return Define.json(this, "loss", "loss as JSON", Loss.class);
  }

  /** Returns the loss. */
  default Loss getLoss() {
    return JsonCodec.standard().fromJson(getOrDefault(loss()), Loss.class);
  }

  /** Sets the loss. */
  default S setLoss(Loss value) {
    return setLoss(JsonCodec.standard().toJson(value));
  }

  /** Sets the loss from JSON. */
  default S setLoss(String json) {
    return Define.set(this, loss(), json);
  }
}
