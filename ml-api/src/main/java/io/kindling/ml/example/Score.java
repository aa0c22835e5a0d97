package io.kindling.ml.example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Loads the PipelineModel that {@link Quickstart} saved and scores the test images with it, in a
 * JVM of its own.
 */
public final class Score {
  private Score() {}

  /**
   * Prints {@code reloaded accuracy: 0.9893}.
   *
   * @param arguments the Spark master, the path of the model, and the folder of the data if it is
   *     not drawn
   */
  public static void main(String[] arguments) throws IOException {
    Optional<Path> data =
        arguments.length > 2 ? Optional.of(Path.of(arguments[2])) : Optional.empty();
    try (SparkSession spark =
        SparkSession.builder().master(arguments[0]).appName("kindling-score").getOrCreate()) {
      PipelineModel model = PipelineModel.load(arguments[1]);
      print("reloaded accuracy", accuracy(model, DigitRows.of(spark, data, true)));
    }
  }

  /** Returns the share of images whose digit the model tells. */
  static double accuracy(PipelineModel model, Dataset<Row> images) {
    return new MulticlassClassificationEvaluator()
        .setMetricName("accuracy")
        .evaluate(model.transform(images));
  }

  static void print(String name, double accuracy) {
    System.out.println(String.format(Locale.ROOT, "%s: %.4f", name, accuracy));
  }
}
