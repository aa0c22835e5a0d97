package io.kindling.layers.format.onnx;

import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * A tensor in a file of its own, as ONNX's backend tests keep inputs and outputs.
 *
 * @param name what the file calls it; may be empty
 */
public record OnnxTensor(String name, Tensor tensor) {
  /**
   * Reads a file with one tensor.
   *
   * @throws ModelFormatException when it holds none, or one of an unknown element type
   */
  public static OnnxTensor read(Path path) {
    OnnxFile file = OnnxFile.read(path, OnnxLimits.defaults());
    TensorProto proto = file.parse(TensorProto::parseFrom);
    try {
      return new OnnxTensor(proto.getName(), TensorReading.read(proto, file.external()));
    } catch (Refusal e) {
      throw ModelFormatException.of(path.toString(), List.of(e.at("")));
    }
  }

  /** Returns the bytes of a file with this tensor. */
  public byte[] toBytes() {
    return TensorWriting.message(name, tensor).toByteArray();
  }
}
