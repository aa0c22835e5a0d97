package io.kindling.ml;

import io.kindling.graph.Graph;
import io.kindling.layers.Network;
import io.kindling.layers.format.onnx.InitialModel;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.layers.format.onnx.WeightMemory;
import io.kindling.ml.param.Training;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import org.apache.spark.sql.SparkSession;

/**
 * The network that a stage trains, and where its first numbers are from.
 *
 * @param initialModel the path of a model with the numbers; empty: the layers' initializers
 */
record StartingPoint(String who, Network network, Graph graph, String initialModel) {
  /**
   * Returns what a stage starts from: its network, or that of its initial model.
   *
   * @throws IllegalArgumentException when it has neither
   */
  static StartingPoint of(Training<?> stage) {
    String who = stage.getClass().getSimpleName();
    String initialModel = stage.getInitialModel();
    if (stage.isDefined(stage.network())) {
      Network network = stage.getNetwork();
      return new StartingPoint(who, network, network.graph(), initialModel);
    }
    if (initialModel.isEmpty()) {
      throw new IllegalArgumentException(
          who + ": expected a network, got none. Call setNetwork, or setInitialModel.");
    }
    Network network = OnnxFiles.network(initialModel, SparkSession.active());
    return new StartingPoint(who, network, network.graph(), initialModel);
  }

  /**
   * Returns the first numbers.
   *
   * @throws io.kindling.layers.format.ModelFormatException when the initial model does not fit,
   *     listing all reasons
   */
  Parameters parameters(long seed, SparkSession session) {
    if (initialModel.isEmpty()) {
      return Parameters.initialize(graph, seed);
    }
    Parameters parameters = Parameters.zeros(ParameterLayout.of(graph));
    try (LocalModel file = LocalModel.of(initialModel, session)) {
      OnnxReader reader = OnnxReader.defaults().into(WeightMemory.over(parameters.views()));
      var unused = InitialModel.of(reader, file.path(), graph).require();
      return parameters;
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
  }
}
