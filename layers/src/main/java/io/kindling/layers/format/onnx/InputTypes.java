package io.kindling.layers.format.onnx;

import io.kindling.graph.Type;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.onnx.proto.TensorShapeProto.Dimension;
import io.kindling.layers.format.onnx.proto.TypeProto;
import io.kindling.layers.format.onnx.proto.ValueInfoProto;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The types that graph inputs declare. */
final class InputTypes {
  private InputTypes() {}

  /**
   * Returns the type of an input, with the batch where its first dimension is a symbol or open.
   *
   * @throws Refusal when the type is not a tensor of a known rank and element type
   */
  static Type read(ValueInfoProto input, Map<String, Long> dimensions) {
    TypeProto type = input.getType();
    if (!type.hasTensorType()) {
      throw Refusal.of(
          FormatProblem.Kind.ELEMENT_TYPE,
          "expected a tensor, got " + type.getValueCase() + ". Export the network without it.");
    }
    int number = type.getTensorType().getElemType();
    DataType dataType =
        ElementTypes.of(number)
            .orElseThrow(
                () ->
                    Refusal.of(
                        FormatProblem.Kind.ELEMENT_TYPE,
                        "expected an element type of Kindling, got "
                            + ElementTypes.name(number)
                            + ". Export the network with another one."));
    if (!type.getTensorType().hasShape()) {
      throw Refusal.of(
          FormatProblem.Kind.DIMENSION,
          "expected a declared shape, got none. Save the file with shapes.");
    }
    return new Type(dataType, shape(type.getTensorType().getShape().getDimList(), dimensions));
  }

  private static Shape shape(List<Dimension> declared, Map<String, Long> dimensions) {
    long[] dims = new long[declared.size()];
    for (int i = 0; i < dims.length; i++) {
      Dimension dimension = declared.get(i);
      Long bound = dimensions.get(dimension.getDimParam());
      if (dimension.hasDimValue()) {
        dims[i] = dimension.getDimValue();
      } else if (bound != null) {
        dims[i] = bound;
      } else {
        dims[i] = Shape.BATCH;
        requireFirst(i, dimension);
      }
    }
    boolean batch = dims.length > 0 && !declared.get(0).hasDimValue() && dims[0] < 0;
    List<Long> numbers = Arrays.stream(dims).skip(batch ? 1 : 0).boxed().toList();
    Shape rest = TensorReading.shape(numbers);
    return batch ? rest.insert(0, Shape.BATCH) : rest;
  }

  private static void requireFirst(int axis, Dimension dimension) {
    if (axis > 0) {
      throw Refusal.of(
          FormatProblem.Kind.DIMENSION,
          "expected numbers after the first dimension, got "
              + (dimension.hasDimParam() ? "\"" + dimension.getDimParam() + "\"" : "an open one")
              + " as axis "
              + axis
              + ". Bind the symbol to a number, or export the network with a fixed size.");
    }
  }
}
