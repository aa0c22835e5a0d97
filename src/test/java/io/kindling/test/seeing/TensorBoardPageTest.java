package io.kindling.test.seeing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.ml.DeepClassifier;
import io.kindling.tensor.Shape;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs laid over each other on the page of a real TensorBoard, in a real browser. */
final class TensorBoardPageTest {
  @TempDir Path folder;

  private static Path tensorBoard() {
    String given = System.getenv("KINDLING_PYTHON");
    Path python = Path.of(given == null ? "../../.build/python/bin/python" : given);
    return python.resolveSibling("tensorboard");
  }

  @Test
  void runs_areLaidOverEachOther() throws Exception {
    assumeThat(tensorBoard()).as("tensorboard (.ci/run installs it)").isExecutable();
    assumeThat(Browser.isThere()).as("chromium (.ci/run installs it)").isTrue();
    Path logs = folder.resolve("logs");
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("tensorboard")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      for (boolean shuffle : new boolean[] {true, false}) {
        new DeepClassifier()
            .setRunName(shuffle ? "shuffled" : "not shuffled")
            .setShuffle(shuffle)
            .setNetwork(Network.sequential(Shape.of(8), Dense.of(64), Relu.of(), Dense.of(5)))
            .setEpochs(12)
            .setBatchSize(16)
            .setLearningRate(0.004)
            .setValidationIndicatorCol("held")
            .setProgress(false)
            .setWorkers(1)
            .setThreads(1)
            .setTensorBoardDir(logs.toString())
            .setTensorBoardInterval(5)
            .setTensorBoardHistograms(50)
            .fit(rows(spark));
      }
    }
    int port = freePort();
    String root = "http://127.0.0.1:" + port;
    Process server =
        new ProcessBuilder(
                tensorBoard().toString(), "--logdir", logs.toString(), "--port", "" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("tensorboard.log").toFile())
            .start();
    try {
      awaitRuns(root);
      Path image = Path.of("target", "images", "tensorboard.png");
      new Browser(folder).picture(root + "/#timeseries", 1500, 1150, image);
      assertThat(image).isNotEmptyFile();
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  /** Noisy classes of eight numbers. */
  private static Dataset<Row> rows(SparkSession spark) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("held", DataTypes.BooleanType);
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1600; i++) {
      int label = i % 5;
      double[] x = new double[8];
      for (int j = 0; j < x.length; j++) {
        x[j] = Math.sin(1.7 * label * (j + 1)) + 0.9 * random.nextGaussian();
      }
      rows.add(RowFactory.create(Vectors.dense(x), (double) label, random.nextInt(5) == 0));
    }
    return spark.createDataFrame(rows, schema);
  }

  private static void awaitRuns(String root) throws Exception {
    for (int attempt = 0; attempt < 120; attempt++) {
      Thread.sleep(500);
      try {
        HttpURLConnection connection =
            (HttpURLConnection) URI.create(root + "/data/runs").toURL().openConnection();
        connection.setReadTimeout(5_000);
        String runs = new String(connection.getInputStream().readAllBytes());
        if (runs.contains("\"shuffled\"") && runs.contains("\"not shuffled\"")) {
          return;
        }
      } catch (IOException e) {
        // Not there yet.
      }
    }
    throw new IllegalStateException("TensorBoard did not show both runs within a minute");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
