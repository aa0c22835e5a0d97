package io.kindling.ml;

import io.kindling.graph.Graph;
import io.kindling.layers.Network;
import io.kindling.layers.format.onnx.InitialModel;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.ml.param.Training;
import io.kindling.training.Parameters;
import java.nio.file.Path;
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
    FittedNetwork file = OnnxFiles.read(initialModel, SparkSession.active());
    return new StartingPoint(who, file.network(), file.graph(), initialModel);
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
    Path file = ModelFiles.local(initialModel, session);
    InitialModel model = InitialModel.of(OnnxReader.defaults(), file, graph);
    return FittedNetwork.parameters(graph, model.require());
  }
}
