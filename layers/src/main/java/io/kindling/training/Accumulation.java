package io.kindling.training;

import io.kindling.graph.Parameter;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gradients of the parts of a batch, added up. What earlier parts left is added to the last one's
 * when its range is settled. States are added up by the weight of their rows, to which the last
 * one's must have been multiplied.
 */
final class Accumulation implements AutoCloseable {
  private static final int TILE = 2048;

  /** As many as there are sizes of batches, and buffers of the feed. */
  private static final int MOST_BATCHES = 16;

  private final int count;
  private final Parameters gradient;
  private final Parameters earlier;
  private final List<Segment> trained;
  private final List<Segment> states;
  private final float[] tile = new float[TILE];
  private final float[] other = new float[TILE];
  private final Map<Batch, List<Batch>> parts = new IdentityHashMap<>();

  /**
   * @param count the parts of a batch, 2 or more
   * @param updated names of the parameters whose gradient, or next state, is in {@code gradient}
   */
  Accumulation(int count, Parameters gradient, Set<String> updated) {
    this.count = count;
    this.gradient = gradient;
    this.earlier = Parameters.zeros(gradient.layout());
    ParameterLayout layout = gradient.layout();
    this.trained =
        Segment.of(layout, r -> r.role() == Parameter.Role.TRAINABLE && updated.contains(r.name()));
    this.states =
        Segment.of(layout, r -> r.role() == Parameter.Role.STATE && updated.contains(r.name()));
  }

  /** Returns the parts of a batch, of which some may have no rows. */
  List<Batch> parts(Batch batch) {
    List<Batch> cut = parts.get(batch);
    if (cut == null) {
      if (parts.size() == MOST_BATCHES) {
        parts.clear();
      }
      cut = cut(batch);
      parts.put(batch, cut);
    }
    return cut;
  }

  private List<Batch> cut(Batch batch) {
    List<Batch> cut = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      int from = (int) ((long) batch.rows() * part / count);
      int rows = (int) ((long) batch.rows() * (part + 1) / count) - from;
      Map<String, Tensor> tensors = new HashMap<>();
      batch.tensors().forEach((name, tensor) -> tensors.put(name, rows(tensor, from, rows)));
      cut.add(
          new Batch(
              rows, tensors, rows(batch.weights(), from, rows), rows(batch.places(), from, rows)));
    }
    return cut;
  }

  private static Tensor rows(Tensor tensor, int from, int rows) {
    long[] dims = tensor.shape().dims().clone();
    long row = 1;
    for (int axis = 1; axis < dims.length; axis++) {
      row *= dims[axis];
    }
    dims[0] = rows;
    return tensor.view(from * row, Shape.of(dims));
  }

  /** Forgets what was kept. */
  void begin() {
    earlier.vector().clear();
  }

  /** Keeps the gradient of a part whose rows have a weight. */
  void keep(double weight) {
    for (int i = 0; i < trained.size(); i++) {
      Vectors.addScaled(gradient.vector(), earlier.vector(), trained.get(i), 1, tile, other);
    }
    for (int i = 0; i < states.size() && weight != 0; i++) {
      Vectors.addScaled(gradient.vector(), earlier.vector(), states.get(i), weight, tile, other);
    }
  }

  /** Adds what was kept to a segment of the last part's gradient. */
  void complete(Segment segment) {
    Vectors.addScaled(earlier.vector(), gradient.vector(), segment, 1, tile, other);
  }

  @Override
  public void close() {
    earlier.close();
  }
}
