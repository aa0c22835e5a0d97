package io.kindling.ml.scoring;

import io.kindling.graph.Graph;
import io.kindling.layers.Network;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network with its numbers as an executor has it, shared by its plans. */
record ScoringModel(Graph graph, Parameters parameters) {
  private static final int CHUNK_BYTES = 64 << 20;

  /** Returns a network in the form of a broadcast: its JSON, then the chunks of its parameters. */
  static byte[][] toBytes(Network network, Parameters parameters) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(network.toJson().getBytes(StandardCharsets.UTF_8));
    parts.addAll(parameters.toChunks(CHUNK_BYTES));
    return parts.toArray(byte[][]::new);
  }

  /** Returns the network of a broadcast. */
  static ScoringModel fromBytes(byte[][] parts) {
    Graph graph = Network.fromJson(new String(parts[0], StandardCharsets.UTF_8)).graph();
    List<byte[]> chunks = Arrays.asList(parts).subList(1, parts.length);
    return new ScoringModel(graph, Parameters.fromChunks(ParameterLayout.of(graph), chunks));
  }
}
