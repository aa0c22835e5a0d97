package io.kindling.layers.format.onnx;

import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.hbase.thirdparty.com.google.protobuf.CodedOutputStream;

/**
 * Writes a model whose weights go from native memory to the stream a piece at a time: a message
 * with all of them would take the Java heap several times over.
 *
 * @param model all of the model but its graph
 * @param graph all of the graph but its weights
 * @param weights by name, in order
 */
record WeightStream(ModelProto model, GraphProto graph, Map<String, Tensor> weights) {
  /** Smaller tensors stay in the file itself, as tools expect of shapes and the like. */
  private static final long LEAST_BESIDE = 1024;

  /** Runtimes map files by whole pages. */
  private static final long PAGE = 4096;

  /** Writes all into one file. */
  void writeWhole(OutputStream to) throws IOException {
    long size = graph.getSerializedSize();
    for (Map.Entry<String, Tensor> each : weights.entrySet()) {
      long inside = inside(header(each), each.getValue());
      size += field(GraphProto.INITIALIZER_FIELD_NUMBER, inside) + inside;
    }
    CodedOutputStream out = CodedOutputStream.newInstance(to);
    model.writeTo(out);
    begin(out, ModelProto.GRAPH_FIELD_NUMBER, size);
    graph.writeTo(out);
    for (Map.Entry<String, Tensor> each : weights.entrySet()) {
      TensorProto header = header(each);
      Tensor tensor = each.getValue();
      begin(out, GraphProto.INITIALIZER_FIELD_NUMBER, inside(header, tensor));
      header.writeTo(out);
      begin(out, TensorProto.RAW_DATA_FIELD_NUMBER, tensor.bytes());
      TensorWriting.pieces(tensor, (piece, count) -> out.write(piece, 0, count));
    }
    out.flush();
  }

  /** Writes the large weights into another file. */
  void writeApart(OutputStream to, OutputStream beside, String name) throws IOException {
    GraphProto.Builder complete = graph.toBuilder();
    OutputStream data = new BufferedOutputStream(beside);
    long position = 0;
    for (Map.Entry<String, Tensor> each : weights.entrySet()) {
      Tensor tensor = each.getValue();
      if (tensor.bytes() < LEAST_BESIDE) {
        complete.addInitializer(TensorWriting.message(each.getKey(), tensor));
        continue;
      }
      long offset = (position + PAGE - 1) / PAGE * PAGE;
      data.write(new byte[(int) (offset - position)]);
      TensorWriting.pieces(tensor, (piece, count) -> data.write(piece, 0, count));
      position = offset + tensor.bytes();
      TensorProto.Builder message =
          TensorWriting.header(each.getKey(), tensor)
              .setDataLocation(TensorProto.DataLocation.EXTERNAL);
      message.addExternalDataBuilder().setKey("location").setValue(name);
      message.addExternalDataBuilder().setKey("offset").setValue(Long.toString(offset));
      message.addExternalDataBuilder().setKey("length").setValue(Long.toString(tensor.bytes()));
      complete.addInitializer(message);
    }
    data.flush();
    model.toBuilder().setGraph(complete).build().writeTo(to);
  }

  private static TensorProto header(Map.Entry<String, Tensor> weight) {
    return TensorWriting.header(weight.getKey(), weight.getValue()).build();
  }

  private static long inside(TensorProto header, Tensor tensor) {
    return header.getSerializedSize()
        + field(TensorProto.RAW_DATA_FIELD_NUMBER, tensor.bytes())
        + tensor.bytes();
  }

  /** Returns the bytes before the content of a field. */
  private static long field(int number, long size) {
    return CodedOutputStream.computeTagSize(number)
        + CodedOutputStream.computeUInt64SizeNoTag(size);
  }

  private static void begin(CodedOutputStream out, int number, long size) throws IOException {
    // 2: a field with its length before it.
    out.writeTag(number, 2);
    out.writeUInt64NoTag(size);
  }
}
