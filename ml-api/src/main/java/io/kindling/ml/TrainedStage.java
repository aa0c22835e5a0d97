package io.kindling.ml;

import io.kindling.layers.Network;
import io.kindling.tensor.Tensor;

/** What every model tells of its network, whatever its columns are. */
public interface TrainedStage {
  /** Returns the architecture. */
  Network network();

  /**
   * Returns a copy of a parameter, such as {@code dense.weight}.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  Tensor tensor(String parameter);

  /** Returns how the network was trained. */
  TrainingSummary summary();
}
