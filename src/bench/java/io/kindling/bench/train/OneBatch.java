package io.kindling.bench.train;

import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import io.kindling.training.Batch;
import io.kindling.training.Feed;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Random rows and labels, the same in every step of an epoch that hardly ends. */
final class OneBatch implements Feed {
  private static final long STEPS = 1L << 40;

  private final Batch batch;

  /**
   * @param types of inputs and targets by name, batch first; whole numbers are labels
   * @param classes the number of labels
   */
  OneBatch(Map<String, Type> types, int rows, int classes) {
    Random random = new Random(1);
    Map<String, Tensor> tensors = new HashMap<>();
    types.forEach((name, type) -> tensors.put(name, random(type.bind(rows), random, classes)));
    Tensor weights = Tensor.full(DataType.FLOAT32, Shape.of(rows), 1);
    Tensor places = Tensor.zeros(DataType.INT64, Shape.of(rows));
    for (int row = 0; row < rows; row++) {
      places.setLong(row, row);
    }
    batch = new Batch(rows, tensors, weights, places);
  }

  private static Tensor random(Type type, Random random, int classes) {
    Tensor tensor = Tensor.zeros(type.dataType(), type.shape());
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setDouble(
          i, type.dataType() == DataType.INT64 ? random.nextInt(classes) : random.nextFloat());
    }
    return tensor;
  }

  @Override
  public long rows() {
    return STEPS * batch.rows();
  }

  @Override
  public long stepsPerEpoch() {
    return STEPS;
  }

  @Override
  public void seek(long epoch, long step) {
    // Every step has the same rows.
  }

  @Override
  public Batch next() {
    return batch;
  }

  @Override
  public void close() {
    // The memory goes with the tensors.
  }
}
