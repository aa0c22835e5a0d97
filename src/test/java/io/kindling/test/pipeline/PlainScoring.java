package io.kindling.test.pipeline;

import io.kindling.scoring.Scorer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A program without Spark: scores the rows 0 to 99 from four threads. */
public final class PlainScoring {
  private static final int ROWS = 100;
  private static final double STEP = 0.04;

  private PlainScoring() {}

  /** Takes the folder of a saved DeepClassificationModel. */
  public static void main(String[] arguments) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (Scorer scorer = Scorer.open(Path.of(arguments[0]))) {
      List<Future<String>> lines =
          IntStream.range(0, ROWS)
              .mapToObj(row -> callers.submit(() -> score(scorer, row)))
              .toList();
      for (Future<String> line : lines) {
        System.out.print(line.get(1, TimeUnit.MINUTES));
      }
    } finally {
      callers.shutdownNow();
    }
    try {
      Class.forName("org.apache.spark.SparkContext");
    } catch (ClassNotFoundException e) {
      System.out.println("no Spark");
    }
  }

  private static String score(Scorer scorer, int row) {
    float x = (float) (row * STEP - 2);
    return line(scorer.predict(x, 0.5f), scorer.probabilities(x, 0.5f)[1]);
  }

  /** The layouts of a batch and of a row may differ in the last bits. */
  static String line(double prediction, double probability) {
    return String.format(Locale.ROOT, "%.0f %.4f%n", prediction, probability);
  }

  /** The same rows for Spark. */
  static Dataset<Row> rows(SparkSession spark) {
    return new VectorAssembler()
        .setInputCols(new String[] {"x", "y"})
        .setOutputCol("features")
        .transform(
            spark.range(ROWS).selectExpr("id", "id * %s - 2 AS x".formatted(STEP), "0.5 AS y"));
  }
}
