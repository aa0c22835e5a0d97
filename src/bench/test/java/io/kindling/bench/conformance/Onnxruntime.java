package io.kindling.bench.conformance;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs models in onnxruntime. */
final class Onnxruntime {
  private static final Map<DataType, OnnxJavaType> TYPES =
      Map.of(
          DataType.FLOAT32, OnnxJavaType.FLOAT,
          DataType.FLOAT64, OnnxJavaType.DOUBLE,
          DataType.FLOAT16, OnnxJavaType.FLOAT16,
          DataType.INT8, OnnxJavaType.INT8,
          DataType.INT16, OnnxJavaType.INT16,
          DataType.INT32, OnnxJavaType.INT32,
          DataType.INT64, OnnxJavaType.INT64,
          DataType.UINT8, OnnxJavaType.UINT8,
          DataType.BOOL, OnnxJavaType.BOOL);

  private Onnxruntime() {}

  /** Returns the outputs; empty where its Java interface or kernels lack an element type. */
  static Optional<Map<String, Tensor>> run(byte[] model, Map<String, Tensor> feeds)
      throws OrtException {
    if (!feeds.values().stream().allMatch(t -> TYPES.containsKey(t.type()) && t.size() > 0)) {
      return Optional.empty();
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(model, options)) {
        for (Map.Entry<String, Tensor> feed : feeds.entrySet()) {
          inputs.put(feed.getKey(), input(environment, feed.getValue()));
        }
        try (OrtSession.Result results = session.run(inputs)) {
          return outputs(results);
        }
      }
    } catch (OrtException e) {
      if (String.valueOf(e.getMessage()).contains("NOT_IMPLEMENTED")) {
        return Optional.empty();
      }
      throw e;
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor input(OrtEnvironment environment, Tensor tensor) throws OrtException {
    byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
    tensor.copyBytesTo(0, bytes, 0, bytes.length);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    buffer.put(bytes).flip();
    return OnnxTensor.createTensor(
        environment, buffer, tensor.shape().dims(), TYPES.get(tensor.type()));
  }

  private static Optional<Map<String, Tensor>> outputs(OrtSession.Result results) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> result : results) {
      OnnxTensor value = (OnnxTensor) result.getValue();
      TensorInfo info = value.getInfo();
      Optional<DataType> type =
          TYPES.entrySet().stream()
              .filter(e -> e.getValue() == info.type)
              .map(Map.Entry::getKey)
              .findFirst();
      if (type.isEmpty()) {
        return Optional.empty();
      }
      Tensor tensor = Tensor.zeros(type.get(), Shape.of(info.getShape()));
      ByteBuffer buffer = value.getByteBuffer();
      byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
      buffer.get(bytes);
      tensor.copyBytesFrom(bytes, 0, 0, bytes.length);
      found.put(result.getKey(), tensor);
    }
    return Optional.of(found);
  }
}
