package io.kindling.layers.format.onnx;

import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.tensor.DataType;
import java.util.Arrays;
import java.util.Optional;

/** The numbers that the standard gives to element types. */
final class ElementTypes {
  private ElementTypes() {}

  static TensorProto.DataType number(DataType type) {
    return switch (type) {
      case FLOAT32 -> TensorProto.DataType.FLOAT;
      case FLOAT64 -> TensorProto.DataType.DOUBLE;
      case FLOAT16 -> TensorProto.DataType.FLOAT16;
      case BFLOAT16 -> TensorProto.DataType.BFLOAT16;
      case INT8 -> TensorProto.DataType.INT8;
      case INT16 -> TensorProto.DataType.INT16;
      case INT32 -> TensorProto.DataType.INT32;
      case INT64 -> TensorProto.DataType.INT64;
      case UINT8 -> TensorProto.DataType.UINT8;
      case UINT16 -> TensorProto.DataType.UINT16;
      case UINT32 -> TensorProto.DataType.UINT32;
      case UINT64 -> TensorProto.DataType.UINT64;
      case BOOL -> TensorProto.DataType.BOOL;
    };
  }

  static Optional<DataType> of(long number) {
    return Arrays.stream(DataType.values())
        .filter(t -> number(t).getNumber() == number)
        .findFirst();
  }

  /** Returns the standard's name of an element type, or its number where it has none. */
  static String name(int number) {
    TensorProto.DataType type = TensorProto.DataType.forNumber(number);
    return type == null ? "number " + number : type.name();
  }
}
