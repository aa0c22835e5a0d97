package io.kindling.ml.scoring;

import io.kindling.graph.Graph;
import io.kindling.layers.Network;
import io.kindling.tensor.Tensor;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A network with its numbers as an executor has it, shared by its plans. */
record ScoringModel(Graph graph, Parameters parameters) {
  /** Broadcasts of this size are evicted one by one, so that no heap has to hold all. */
  private static final int PIECE = 8 << 20;

  /**
   * Takes a network apart: its JSON, then its numbers in pieces.
   *
   * @param send makes something of each piece that gives it back elsewhere
   */
  static <T> List<T> send(Network network, Parameters parameters, Function<byte[], T> send) {
    List<T> sent = new ArrayList<>();
    sent.add(send.apply(network.toJson().getBytes(StandardCharsets.UTF_8)));
    Tensor vector = parameters.vector();
    for (long at = 0; at < vector.bytes(); at += PIECE) {
      byte[] piece = new byte[(int) Math.min(PIECE, vector.bytes() - at)];
      vector.copyBytesTo(at, piece, 0, piece.length);
      sent.add(send.apply(piece));
    }
    return sent;
  }

  /**
   * Puts a network together.
   *
   * @param sent what {@link #send} gave
   * @param receive gives a piece back
   */
  static <T> ScoringModel receive(List<T> sent, Function<T, byte[]> receive) {
    String json = new String(receive.apply(sent.get(0)), StandardCharsets.UTF_8);
    Graph graph = Network.fromJson(json).graph();
    Parameters parameters = Parameters.zeros(ParameterLayout.of(graph));
    long at = 0;
    for (T each : sent.subList(1, sent.size())) {
      byte[] piece = receive.apply(each);
      parameters.vector().copyBytesFrom(piece, 0, at, piece.length);
      at += piece.length;
    }
    return new ScoringModel(graph, parameters);
  }
}
