package io.kindling.layers.contract;

import io.kindling.layers.Input;
import io.kindling.layers.Layer;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row of the layers' contract.
 *
 * @param layer with every hyper-parameter other than its default
 * @param output the shape that it gives for one row of each input
 * @param parameters shapes by name
 * @param badInputs inputs that it refuses
 * @param message how the refusal begins
 */
record LayerCase(
    Layer layer,
    List<Input> inputs,
    Shape output,
    Map<String, Shape> parameters,
    List<Input> badInputs,
    String message) {
  /** Returns a row with FLOAT32 inputs of these shapes. */
  static LayerCase of(Layer layer, Shape... rows) {
    return new LayerCase(layer, floats(rows), Shape.scalar(), Map.of(), List.of(), "");
  }

  LayerCase inputs(Input... other) {
    return new LayerCase(layer, List.of(other), output, parameters, badInputs, message);
  }

  LayerCase gives(long... row) {
    return new LayerCase(layer, inputs, Shape.of(row), parameters, badInputs, message);
  }

  LayerCase with(String parameter, long... shape) {
    Map<String, Shape> more = new TreeMap<>(parameters);
    more.put(parameter, Shape.of(shape));
    return new LayerCase(layer, inputs, output, more, badInputs, message);
  }

  LayerCase refuses(String how, Shape... rows) {
    return new LayerCase(layer, inputs, output, parameters, floats(rows), how);
  }

  private static List<Input> floats(Shape... rows) {
    List<Input> inputs = new ArrayList<>();
    for (Shape row : rows) {
      inputs.add(Input.of("input" + inputs.size(), row));
    }
    return inputs;
  }

  @Override
  public String toString() {
    return layer.toString();
  }
}
