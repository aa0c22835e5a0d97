package io.kindling.bench.latency;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;

/** The process of onnxruntime's Java package: {@code MODEL THREADS QUANTILE}. */
public final class OnnxruntimeProgram {
  private OnnxruntimeProgram() {}

  /** Scores one row after the other, each from an array to an array, by a direct buffer. */
  public static void main(String[] args) throws OrtException {
    int threads = Integer.parseInt(args[1]);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      try (OrtSession session = environment.createSession(args[0], options)) {
        String words = "onnxruntime %s, %d threads".formatted(environment.getVersion(), threads);
        run(environment, session, words, Double.parseDouble(args[2]));
      }
    }
  }

  private static void run(
      OrtEnvironment environment, OrtSession session, String words, double share)
      throws OrtException {
    NodeInfo described = session.getInputInfo().values().iterator().next();
    String name = described.getName();
    long[] shape = ((TensorInfo) described.getInfo()).getShape();
    shape[0] = 1;
    int width = 1;
    for (long dimension : shape) {
      width = Math.toIntExact(width * dimension);
    }
    float[] row = new float[width];
    Random random = new Random(1);
    for (int i = 0; i < width; i++) {
      row[i] = random.nextFloat();
    }
    FloatBuffer numbers =
        ByteBuffer.allocateDirect(width * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    try (OnnxTensor input = OnnxTensor.createTensor(environment, numbers, shape)) {
      Map<String, OnnxTensor> inputs = Map.of(name, input);
      new LatencyRounds(share)
          .run(
              words,
              () -> {
                numbers.put(0, row);
                try (OrtSession.Result result = session.run(inputs)) {
                  FloatBuffer made = ((OnnxTensor) result.get(0)).getFloatBuffer();
                  made.get(new float[made.remaining()]);
                }
              });
    }
  }
}
