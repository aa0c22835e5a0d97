package io.kindling.layers;

import io.kindling.graph.Value;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import java.util.List;

/** What pooling layers have in common. */
final class Pools {
  private Pools() {}

  /** Returns the window of a pooling layer over its input. */
  static Window window(
      Layer layer, List<Value> inputs, List<Long> size, List<Long> stride, Padding padding) {
    Value input =
        Inputs.floats(
            layer, inputs, 4, "[batch, channels, height, width]", "Put a Reshape before it.");
    Shape shape = input.shape();
    Window window = new Window(size, stride.isEmpty() ? size : stride, List.of(), List.of());
    Window padded = padding.around(window, shape, layer);
    Inputs.requireRoom(layer, padded, shape);
    return padded;
  }
}
