package io.kindling.bench.score;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.Precision;
import io.kindling.bench.measure.Pace;
import io.kindling.layers.format.onnx.OnnxModel;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.tensor.Tensor;
import io.kindling.training.Predictor;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Our contender's process: {@code MODEL BATCH THREADS PRECISION}. */
public final class ScoreProgram {
  private static final double WARM_UP = 2;

  private ScoreProgram() {}

  /** Scores as long as rounds are asked for. */
  public static void main(String[] args) {
    int batch = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    Precision precision = Precision.named(args[3]).orElseThrow();
    try (Backend backend = Backends.find().open("onednn", threads)) {
      String words = "%s, %d threads".formatted(backend.description(), threads);
      Pace pace = Pace.ofProcess(() -> words, batch, WARM_UP);
      run(Path.of(args[0]), batch, backend, precision, pace::next);
    }
  }

  /**
   * Scores the same random rows until it is told to end.
   *
   * @param more is asked before every run
   */
  static void run(
      Path file, int batch, Backend backend, Precision precision, BooleanSupplier more) {
    OnnxModel model = OnnxReader.defaults().read(file);
    try (Predictor predictor =
        Predictor.open(model.graph(), model.weights(), backend, precision, batch)) {
      Tensor input = predictor.input(model.graph().inputs().get(0).name());
      Random random = new Random(1);
      for (long i = 0; i < input.size(); i++) {
        input.setFloat(i, random.nextFloat());
      }
      while (more.getAsBoolean()) {
        predictor.run(batch);
      }
    }
  }
}
