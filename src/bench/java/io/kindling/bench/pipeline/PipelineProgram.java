package io.kindling.bench.pipeline;

import io.kindling.bench.measure.Pace;
import io.kindling.bench.measure.Sessions;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.bench.train.Steps;
import io.kindling.bench.train.TrainCase;
import io.kindling.ml.DeepClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;

/**
 * The process that fits: {@code NETWORK ROWS THREADS FOLDER}. It writes the rows to Parquet, and a
 * tenth of them for a fit that warms up; every step of a round is a whole fit.
 */
final class PipelineProgram {
  static final int EPOCHS = 3;

  private static final int FILES = 4;
  private static final int WARM_UP_SHARE = 10;
  private static final double RATE = 0.001;

  private PipelineProgram() {}

  /** Fits as long as rounds are asked for. */
  public static void main(String[] args) throws IOException {
    TrainCase one = TrainCase.named(args[0]);
    int rows = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    String words = "%d rows in %d files, %d slots".formatted(rows, FILES, threads);
    Pace pace = Pace.ofProcess(() -> words, (double) rows * EPOCHS, 0);
    try (SparkSession spark = Sessions.open(threads)) {
      run(one, rows, spark, Path.of(args[3]), pace::next);
    }
  }

  /**
   * Fits until it is told to end.
   *
   * @param folder is given the rows
   * @param more is asked before every fit, of which the first warms up
   */
  static void run(TrainCase one, int rows, SparkSession spark, Path folder, BooleanSupplier more) {
    String all = write(one, rows, spark, folder.resolve("rows"));
    int fewer = Math.max(1, rows / WARM_UP_SHARE);
    String some = write(one, fewer, spark, folder.resolve("some"));
    DeepClassifier classifier =
        new DeepClassifier()
            .setNetwork(one.network().get())
            .setFeaturesCol(ImageData.IMAGE)
            .setLabelCol(ImageData.LABEL)
            .setOptimizer(Steps.sgd())
            .setLearningRate(RATE)
            .setBatchSize(one.batch())
            .setEpochs(EPOCHS)
            .setWorkers(1);
    String path = some;
    while (more.getAsBoolean()) {
      classifier.fit(spark.read().parquet(path));
      path = all;
    }
  }

  private static String write(TrainCase one, int rows, SparkSession spark, Path path) {
    ImageData.of(spark, BenchNetwork.named(one.name()), rows, FILES)
        .write()
        .parquet(path.toString());
    return path.toString();
  }
}
