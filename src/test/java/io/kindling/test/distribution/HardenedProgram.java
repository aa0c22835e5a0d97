package io.kindling.test.distribution;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.NativeException;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Tanh;
import io.kindling.ml.DeepClassificationModel;
import io.kindling.ml.DeepClassifier;
import io.kindling.tensor.Shape;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What {@link HardenedHostTest} runs as a user without rights. */
public final class HardenedProgram {
  private HardenedProgram() {}

  /**
   * {@code open BACKEND}: opens a backend in this process; {@code fit FOLDER OPTIONS}: trains on an
   * executor that has these options of Java, and writes to the folder.
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("open")) {
      open(arguments[1]);
    } else {
      fit(arguments[1], arguments[2]);
    }
  }

  private static void open(String name) {
    try (Backend backend = Backends.find().open(name, 1)) {
      System.out.println("opened " + backend.name());
    } catch (NativeException e) {
      System.out.println("refused " + e.getMessage());
    }
  }

  private static void fit(String folder, String options) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local-cluster[1,2,1024]")
            .config("spark.ui.enabled", "false")
            .config("spark.executor.extraJavaOptions", options)
            .config("spark.executor.extraClassPath", "/mnt/kindling.jar")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()) {
      spark
          .range(1000)
          .selectExpr("rand(1) * 4 - 2 AS x", "rand(2) * 4 - 2 AS y")
          .selectExpr("array(x, y) AS features", "IF(x * x + y * y < 2, 1.0, 0.0) AS label")
          .write()
          .parquet(folder + "/points");
      Dataset<Row> points = spark.read().parquet(folder + "/points");
      new DeepClassifier()
          .setNetwork(Network.sequential(Shape.of(2), Dense.of(16), Tanh.of(), Dense.of(2)))
          .setLearningRate(0.02)
          .setEpochs(15)
          .setSeed(1)
          .setBackend("onednn")
          .setProgress(false)
          .fit(points)
          .save(folder + "/model");
      Dataset<Row> scored = DeepClassificationModel.load(folder + "/model").transform(points);
      System.out.println("right: " + scored.filter("prediction = label").count());
    }
  }
}
