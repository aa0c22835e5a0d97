package io.kindling.layers.format.onnx;

import io.kindling.graph.Type;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.layers.format.onnx.proto.TensorShapeProto;
import io.kindling.layers.format.onnx.proto.TypeProto;
import io.kindling.layers.format.onnx.proto.ValueInfoProto;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hbase.thirdparty.com.google.protobuf.ByteString;

/** Messages of tensors and their types. */
final class TensorWriting {
  private static final int PIECE = 1 << 20;

  private TensorWriting() {}

  /** Takes the bytes of a tensor a piece at a time. */
  @FunctionalInterface
  interface Pieces {
    /** Takes the first {@code count} bytes of a piece, which is written over afterwards. */
    void take(byte[] piece, int count) throws IOException;
  }

  static TensorProto message(String name, Tensor tensor) {
    byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
    tensor.copyBytesTo(0, bytes, 0, bytes.length);
    return header(name, tensor).setRawData(ByteString.copyFrom(bytes)).build();
  }

  /** Returns a message that lacks the numbers. */
  static TensorProto.Builder header(String name, Tensor tensor) {
    List<Long> dims = Arrays.stream(tensor.shape().dims()).boxed().toList();
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(ElementTypes.number(tensor.type()).getNumber())
        .addAllDims(dims);
  }

  /** Gives the bytes of a tensor, little-endian. */
  static void pieces(Tensor tensor, Pieces to) throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE, tensor.bytes())];
    for (long at = 0; at < tensor.bytes(); at += piece.length) {
      int count = (int) Math.min(piece.length, tensor.bytes() - at);
      tensor.copyBytesTo(at, piece, 0, count);
      to.take(piece, count);
    }
  }

  static ValueInfoProto declaration(String name, Type type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : type.shape().dims()) {
      TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
      if (dim >= 0) {
        dimension.setDimValue(dim);
      } else {
        dimension.setDimParam(dim == Shape.BATCH ? "batch" : -dim + "*batch");
      }
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(ElementTypes.number(type.dataType()).getNumber())
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
