package io.kindling.bench.score;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.kindling.bench.measure.Pace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** The process of onnxruntime's Java package: {@code MODEL BATCH THREADS}. */
public final class OnnxruntimeProgram {
  private static final double WARM_UP = 2;

  private OnnxruntimeProgram() {}

  /** Scores as long as rounds are asked for. */
  public static void main(String[] args) throws OrtException {
    int batch = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    String version = OrtEnvironment.getEnvironment().getVersion();
    String words = "onnxruntime %s, %d threads".formatted(version, threads);
    Pace pace = Pace.ofProcess(() -> words, batch, WARM_UP);
    run(Path.of(args[0]), batch, threads, pace::next);
  }

  static void run(Path model, int batch, int threads, BooleanSupplier more) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      try (OrtSession session = environment.createSession(model.toString(), options);
          OnnxTensor rows = rows(environment, session, batch)) {
        Map<String, OnnxTensor> inputs = Map.of(session.getInputNames().iterator().next(), rows);
        while (more.getAsBoolean()) {
          session.run(inputs).close();
        }
      }
    }
  }

  private static OnnxTensor rows(OrtEnvironment environment, OrtSession session, int batch)
      throws OrtException {
    TensorInfo info = (TensorInfo) session.getInputInfo().values().iterator().next().getInfo();
    long[] shape = info.getShape();
    shape[0] = batch;
    long size = 1;
    for (long dimension : shape) {
      size *= dimension;
    }
    FloatBuffer numbers =
        ByteBuffer.allocateDirect(Math.toIntExact(size * Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(1);
    while (numbers.hasRemaining()) {
      numbers.put(random.nextFloat());
    }
    return OnnxTensor.createTensor(environment, numbers.flip(), shape);
  }
}
