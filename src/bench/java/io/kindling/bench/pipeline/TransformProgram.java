package io.kindling.bench.pipeline;

import io.kindling.bench.measure.Pace;
import io.kindling.bench.measure.Sessions;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.ml.DeepModel;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The process that transforms: {@code NETWORK ROWS THREADS MODEL}. The rows lie in Spark's memory;
 * every step of a round scores all of them, and what comes out is thrown away.
 */
final class TransformProgram {
  static final int PARTITIONS = 4;
  static final int BATCH = 256;

  private TransformProgram() {}

  /** Scores as long as rounds are asked for. */
  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    String words = "%d rows, %d slots".formatted(rows, threads);
    Pace pace = Pace.ofProcess(() -> words, rows, 0);
    try (SparkSession spark = Sessions.open(threads)) {
      run(BenchNetwork.named(args[0]), rows, spark, args[3], pace::next);
    }
  }

  /**
   * Scores until it is told to end.
   *
   * @param more is asked before every pass, of which the first warms up
   */
  static void run(
      BenchNetwork network, int rows, SparkSession spark, String file, BooleanSupplier more) {
    Dataset<Row> images = ImageData.of(spark, network, rows, PARTITIONS).cache();
    images.count();
    DeepModel model = DeepModel.fromOnnx(file).setScoringBatchSize(BATCH);
    while (more.getAsBoolean()) {
      model.transform(images).write().format("noop").mode("overwrite").save();
    }
    images.unpersist();
  }
}
