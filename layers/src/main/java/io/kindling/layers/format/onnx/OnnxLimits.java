package io.kindling.layers.format.onnx;

/**
 * How much of a file from outside is believed.
 *
 * @param bytes the largest file
 * @param beside the largest file of weights beside it
 * @param nodes the most nodes of a graph
 * @param names the longest name, in characters
 * @param depth the deepest nesting of messages
 */
public record OnnxLimits(long bytes, long beside, int nodes, int names, int depth) {
  /** Checks the numbers. */
  public OnnxLimits {
    if (bytes < 1 || beside < 1 || nodes < 1 || names < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "OnnxLimits: expected limits of 1 or more, got bytes "
              + bytes
              + ", beside "
              + beside
              + ", nodes "
              + nodes
              + ", names "
              + names
              + ", depth "
              + depth
              + ". Raise them.");
    }
  }

  /** Returns limits that every ordinary model keeps: 2 GB, 64 GiB beside it, 100,000 nodes. */
  public static OnnxLimits defaults() {
    return new OnnxLimits(Integer.MAX_VALUE - 8L, 64L << 30, 100_000, 4096, 50);
  }

  /** Returns these limits with another largest file. */
  public OnnxLimits bytes(long most) {
    return new OnnxLimits(most, beside, nodes, names, depth);
  }

  /** Returns these limits with another largest file of weights. */
  public OnnxLimits beside(long most) {
    return new OnnxLimits(bytes, most, nodes, names, depth);
  }

  /** Returns these limits with another number of nodes. */
  public OnnxLimits nodes(int most) {
    return new OnnxLimits(bytes, beside, most, names, depth);
  }
}
