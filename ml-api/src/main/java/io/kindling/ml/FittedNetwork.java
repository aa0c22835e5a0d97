package io.kindling.ml;

import io.kindling.graph.Graph;
import io.kindling.layers.Network;
import io.kindling.ml.scoring.RowScorer;
import io.kindling.tensor.Tensor;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import java.util.Map;
import java.util.UUID;

/**
 * A network with its numbers: what all copies of a model share. Nobody writes to it.
 *
 * @param graph the network as it is in inference
 * @param scorer scores with it
 */
record FittedNetwork(
    Network network,
    Graph graph,
    Parameters parameters,
    TrainingSummary summary,
    RowScorer scorer) {

  static FittedNetwork of(Network network, Parameters parameters, TrainingSummary summary) {
    RowScorer scorer = new RowScorer(UUID.randomUUID().toString(), network, parameters);
    return new FittedNetwork(network, network.graph(), parameters, summary, scorer);
  }

  /** Returns a network with copies of the tensors for its parameters. */
  static FittedNetwork of(Network network, Map<String, Tensor> weights, TrainingSummary summary) {
    Parameters parameters = Parameters.zeros(ParameterLayout.of(network.graph()));
    weights.forEach((name, tensor) -> parameters.tensor(name).copyFrom(tensor));
    return of(network, parameters, summary);
  }
}
