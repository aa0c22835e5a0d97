package io.kindling.training;

import io.kindling.graph.Parameter;
import io.kindling.layers.optimizer.LayerwiseOptimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The norms of each trained parameter and of its direction, gathered piece by piece. Pieces are
 * added up in their order, so the norms are the same for any number of threads.
 */
final class LayerNorms {
  private final List<Segment> pieces;
  private final int[] layerOf;
  private final boolean[] scaled;
  private final double[] values;
  private final double[] directions;
  private final double[] ratios;

  private LayerNorms(List<Segment> pieces, List<Integer> layers, List<Boolean> scaled) {
    this.pieces = pieces;
    this.layerOf = layers.stream().mapToInt(Integer::intValue).toArray();
    this.scaled = new boolean[scaled.size()];
    for (int layer = 0; layer < this.scaled.length; layer++) {
      this.scaled[layer] = scaled.get(layer);
    }
    this.values = new double[pieces.size()];
    this.directions = new double[pieces.size()];
    this.ratios = new double[scaled.size()];
  }

  /** Returns those of the trained parameters among some, in pieces of a length at most. */
  static LayerNorms of(ParameterLayout layout, Set<String> updated, long length) {
    List<Segment> pieces = new ArrayList<>();
    List<Integer> layers = new ArrayList<>();
    List<Boolean> scaled = new ArrayList<>();
    for (ParameterLayout.Range range : layout.ranges()) {
      if (range.role() == Parameter.Role.TRAINABLE && updated.contains(range.name())) {
        Segment whole = new Segment(range.offset(), range.paddedEnd() - range.offset());
        for (Segment piece : Segment.pieces(List.of(whole), length)) {
          pieces.add(piece);
          layers.add(scaled.size());
        }
        scaled.add(range.shape().rank() > 1);
      }
    }
    return new LayerNorms(pieces, layers, scaled);
  }

  List<Segment> pieces() {
    return pieces;
  }

  /** Forgets what was added to a piece. */
  void clear(int piece) {
    values[piece] = 0;
    directions[piece] = 0;
  }

  /** Adds elements of a piece. */
  void add(int piece, float[] someValues, float[] someDirections, int count) {
    values[piece] += squares(someValues, count);
    directions[piece] += squares(someDirections, count);
  }

  private static double squares(float[] tile, int count) {
    double a = 0;
    double b = 0;
    int i = 0;
    for (; i <= count - 2; i += 2) {
      a += (double) tile[i] * tile[i];
      b += (double) tile[i + 1] * tile[i + 1];
    }
    for (; i < count; i++) {
      a += (double) tile[i] * tile[i];
    }
    return a + b;
  }

  /** Settles the ratios when all pieces have been added. */
  void settle(LayerwiseOptimizer optimizer) {
    int piece = 0;
    for (int layer = 0; layer < ratios.length; layer++) {
      double value = 0;
      double direction = 0;
      while (piece < layerOf.length && layerOf[piece] == layer) {
        value += values[piece];
        direction += directions[piece];
        piece++;
      }
      ratios[layer] = scaled[layer] ? optimizer.ratio(Math.sqrt(value), Math.sqrt(direction)) : 1;
    }
  }

  /** Returns the ratio of the layer that a piece belongs to. */
  double ratio(int piece) {
    return ratios[layerOf[piece]];
  }
}
