package io.kindling.training;

import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Memory of one batch, which grows to the largest one; views are made once for each size. */
final class FeedBuffer implements AutoCloseable {
  private final List<RowDecoder> decoders;
  private Arena arena = Arena.open();
  private List<Tensor> fields = List.of();
  private Tensor weights = Tensor.zeros(0);
  private Tensor places = Tensor.ofLongs();
  private @Nullable Batch[] views = new Batch[0];

  FeedBuffer(List<RowDecoder> decoders) {
    this.decoders = decoders;
  }

  /** Makes room for some rows; what was held is lost when it grows. */
  void reserve(int rows) {
    if (rows < views.length) {
      return;
    }
    arena.close();
    arena = Arena.open();
    List<Tensor> larger = new ArrayList<>();
    for (RowDecoder decoder : decoders) {
      larger.add(Tensor.allocate(arena, decoder.type(), decoder.shape(rows)));
    }
    fields = larger;
    weights = Tensor.allocate(arena, DataType.FLOAT32, Shape.of(rows));
    places = Tensor.allocate(arena, DataType.INT64, Shape.of(rows));
    views = new Batch[rows + 1];
  }

  /** Writes a packed row. */
  void set(int row, byte[] packed, float weight, long place) {
    for (int i = 0; i < fields.size(); i++) {
      decoders.get(i).decode(packed, fields.get(i), row);
    }
    weights.setFloat(row, weight);
    places.setLong(row, place);
  }

  /** Returns the first rows. */
  Batch batch(int rows) {
    Batch view = views[rows];
    if (view == null) {
      Map<String, Tensor> tensors = new HashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        RowDecoder decoder = decoders.get(i);
        tensors.put(decoder.name(), fields.get(i).view(0, decoder.shape(rows)));
      }
      view =
          new Batch(rows, tensors, weights.view(0, Shape.of(rows)), places.view(0, Shape.of(rows)));
      views[rows] = view;
    }
    return view;
  }

  @Override
  public void close() {
    arena.close();
  }
}
