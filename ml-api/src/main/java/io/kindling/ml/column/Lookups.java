package io.kindling.ml.column;

import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Gather;
import io.kindling.tensor.Shape;
import java.util.stream.LongStream;

/** Finds inputs of a network that are indices into tables, such as those of an embedding. */
final class Lookups {
  private Lookups() {}

  /**
   * Returns the size of the smallest table that an input alone is looked up in, or 0 when there is
   * none.
   */
  static long entries(Graph network, Value input) {
    return network.nodes().stream()
        .filter(node -> node.op() instanceof Gather && node.inputs().get(1).equals(input))
        .flatMapToLong(Lookups::size)
        .min()
        .orElse(0);
  }

  private static LongStream size(Node node) {
    Shape table = node.inputs().get(0).shape();
    long entries = table.dim(table.axis(((Gather) node.op()).axis()));
    return entries > 0 ? LongStream.of(entries) : LongStream.empty();
  }
}
