package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** What convolutions over one and two axes have in common. */
record Convolution(Layer layer, long filters, Window window, Padding padding, long groups) {
  /** Adds the convolution of an input {@code [batch, channels, size...]} with its parameters. */
  Value apply(
      GraphBuilder builder,
      Value input,
      boolean bias,
      Initializer weightInitializer,
      Initializer biasInitializer) {
    Shape shape = input.shape();
    long channels = shape.dim(1);
    if (channels % groups != 0) {
      throw Inputs.refuse(
          layer,
          "channels that " + groups + " groups divide",
          shape.toString(),
          "Change the groups or the channels.");
    }
    Window padded = padding.around(window, shape, layer);
    Inputs.requireRoom(layer, padded, shape);
    List<Value> operands = new ArrayList<>(List.of(input));
    Shape weights = Shape.of(window.kernel()).insert(0, channels / groups).insert(0, filters);
    operands.add(builder.parameter("weight", weights, weightInitializer));
    if (bias) {
      operands.add(builder.parameter("bias", Shape.of(filters), biasInitializer));
    }
    return builder.applyAll(new Conv(padded, groups), operands).get(0);
  }
}
