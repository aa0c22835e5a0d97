package io.kindling.layers.format.onnx;

import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import org.apache.hbase.thirdparty.com.google.protobuf.ByteString;

/**
 * Tensors from messages; the number of elements must agree with the data before memory is taken.
 */
final class TensorReading {
  private static final int MAX_RANK = 64;
  private static final int PIECE = 1 << 20;

  private TensorReading() {}

  /**
   * Returns the tensor of a message.
   *
   * @throws Refusal when type, dimensions and data do not agree
   */
  static Tensor read(TensorProto message, ExternalData external) {
    return read(message, external, WeightMemory.own());
  }

  /**
   * Returns the tensor of a message.
   *
   * @param memory where its numbers are put
   * @throws Refusal when type, dimensions and data do not agree
   */
  static Tensor read(TensorProto message, ExternalData external, WeightMemory memory) {
    DataType type =
        ElementTypes.of(message.getDataType())
            .orElseThrow(
                () ->
                    Refusal.of(
                        FormatProblem.Kind.ELEMENT_TYPE,
                        "expected an element type of Kindling, got "
                            + ElementTypes.name(message.getDataType())
                            + ". Cast the values before they are saved."));
    Shape shape = shape(message.getDimsList());
    if (message.hasSegment()) {
      throw Refusal.malformed("expected a whole tensor, got a segment. Save it in one piece.");
    }
    if (message.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return external.read(message, type, shape, memory);
    }
    if (message.hasRawData()) {
      return raw(message, type, shape, memory);
    }
    return listed(message, type, shape, memory);
  }

  /** Returns checked dimensions, whose product is a number. */
  static Shape shape(List<Long> dims) {
    if (dims.size() > MAX_RANK) {
      throw Refusal.malformed(
          "expected at most " + MAX_RANK + " dimensions, got " + dims.size() + ". Mend the file.");
    }
    if (dims.stream().anyMatch(d -> d < 0)) {
      throw Refusal.malformed(
          "expected dimensions from 0, got " + dims + ". Save the tensor again.");
    }
    Shape shape = Shape.of(dims);
    try {
      long unused = Math.multiplyExact(shape.size(), 8);
    } catch (ArithmeticException e) {
      throw Refusal.malformed(
          "expected dimensions whose product is a number, got " + dims + ". Mend the file.");
    }
    return shape;
  }

  private static Tensor raw(TensorProto message, DataType type, Shape shape, WeightMemory memory) {
    ByteString data = message.getRawData();
    requireCount(data.size(), shape.size() * type.bytes(), "bytes", shape);
    Tensor tensor = memory.take(message.getName(), type, shape);
    byte[] piece = new byte[Math.min(PIECE, data.size())];
    for (int at = 0; at < data.size(); at += PIECE) {
      int count = Math.min(PIECE, data.size() - at);
      data.copyTo(piece, at, 0, count);
      tensor.copyBytesFrom(piece, 0, at, count);
    }
    requireLogical(tensor);
    return tensor;
  }

  static void requireCount(long found, long wanted, String unit, Shape shape) {
    if (found != wanted) {
      throw Refusal.malformed(
          "expected "
              + wanted
              + " "
              + unit
              + " for "
              + shape
              + ", got "
              + found
              + ". The file is cut short or damaged; get it again.");
    }
  }

  /** A byte that is neither 0 nor 1 would be a third truth value. */
  static void requireLogical(Tensor tensor) {
    for (long i = 0; tensor.type() == DataType.BOOL && i < tensor.size(); i++) {
      if (tensor.getLong(i) > 1) {
        throw Refusal.malformed(
            "expected 0 or 1 as BOOL, got " + tensor.getLong(i) + ". Save the tensor again.");
      }
    }
  }

  private static Tensor listed(
      TensorProto message, DataType type, Shape shape, WeightMemory memory) {
    requireCount(count(message, type), shape.size(), "elements", shape);
    Tensor tensor = memory.take(message.getName(), type, shape);
    for (int i = 0; i < tensor.size(); i++) {
      switch (type) {
        case FLOAT32 -> tensor.setFloat(i, message.getFloatData(i));
        case FLOAT64 -> tensor.setDouble(i, message.getDoubleData(i));
        case INT64 -> tensor.setLong(i, message.getInt64Data(i));
        case UINT32, UINT64 -> tensor.setLong(i, message.getUint64Data(i));
        case FLOAT16, BFLOAT16 -> bits(tensor, i, message.getInt32Data(i));
        default -> tensor.setLong(i, message.getInt32Data(i));
      }
    }
    return tensor;
  }

  private static int count(TensorProto message, DataType type) {
    return switch (type) {
      case FLOAT32 -> message.getFloatDataCount();
      case FLOAT64 -> message.getDoubleDataCount();
      case INT64 -> message.getInt64DataCount();
      case UINT32, UINT64 -> message.getUint64DataCount();
      default -> message.getInt32DataCount();
    };
  }

  private static void bits(Tensor tensor, int index, int bits) {
    tensor.copyBytesFrom(new byte[] {(byte) bits, (byte) (bits >>> 8)}, 0, 2L * index, 2);
  }
}
