package io.kindling.ml.param;

import io.kindling.layers.Network;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The architecture of the network.
 *
 * @param <S> the stage that the setters return
 */
public interface NetworkParam<S> extends Params {
  /** Param: the network as JSON. */
  default Param<String> network() {
    return Define.json(this, "network", "network as JSON", Network.class);
  }

  /**
   * Returns the network.
   *
   * @throws java.util.NoSuchElementException when none is set
   */
  default Network getNetwork() {
    return Network.fromJson(getOrDefault(network()));
  }

  /** Sets the network. */
  default S setNetwork(Network value) {
    return setNetwork(value.toJson());
  }

  /**
   * Sets the network from JSON.
   *
   * @throws IllegalArgumentException when it is malformed, names something unknown or does not fit
   *     together
   */
  default S setNetwork(String json) {
    return Define.set(this, network(), json);
  }
}
