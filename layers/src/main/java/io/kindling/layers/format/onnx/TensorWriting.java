package io.kindling.layers.format.onnx;

import io.kindling.graph.Type;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.layers.format.onnx.proto.TensorShapeProto;
import io.kindling.layers.format.onnx.proto.TypeProto;
import io.kindling.layers.format.onnx.proto.ValueInfoProto;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.apache.hbase.thirdparty.com.google.protobuf.ByteString;

/** Messages of tensors and their types. */
final class TensorWriting {
  private TensorWriting() {}

  static TensorProto message(String name, Tensor tensor) {
    byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
    tensor.copyBytesTo(0, bytes, 0, bytes.length);
    List<Long> dims = Arrays.stream(tensor.shape().dims()).boxed().toList();
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(ElementTypes.number(tensor.type()).getNumber())
        .addAllDims(dims)
        .setRawData(ByteString.copyFrom(bytes))
        .build();
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
