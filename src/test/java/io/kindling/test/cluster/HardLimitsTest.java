package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.Lab;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.GlobalAvgPool;
import io.kindling.layers.Network;
import io.kindling.layers.Reshape;
import io.kindling.ml.DeepClassificationModel;
import io.kindling.ml.DeepClassifier;
import io.kindling.tensor.Shape;
import io.kindling.test.support.SparkHome;
import io.kindling.training.TrainingEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fits among strangers, and at the limits of results and memory. */
final class HardLimitsTest {
  /** Below the ports that systems give to anybody. */
  private static final int PORT = 25_000 + 2 * new Random().nextInt(2_000);

  private static SparkSession session;
  private static JavaSparkContext spark;
  private static String host;

  @BeforeAll
  static void start() {
    session =
        SparkHome.localCluster(2, 1, 1024)
            .config("spark.kindling.port", PORT)
            .config("spark.driver.maxResultSize", "1m")
            .getOrCreate();
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    host =
        spark
            .parallelize(List.of(0), 1)
            .map(i -> SparkEnv.get().blockManager().blockManagerId().host())
            .first();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @AfterEach
  void nothingIsLeftBehind() throws InterruptedException {
    assertThat(spark.sc().isStopped()).isFalse();
    assertThat(spark.getPersistentRDDs()).isEmpty();
    assertThat(Executors.threads(spark, 2)).isEmpty();
  }

  @Test
  void strangersOnAWorkersPort_areRefusedAndTrainingIsUnharmed() {
    Lab lab = Lab.standard().epochs(10).workers(2);
    Lab.Run undisturbed = lab.fit(spark);
    List<String> refused = new ArrayList<>();

    Lab.Run run =
        lab.watched(
            spark,
            Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
            Optional.empty(),
            event -> {
              if (event instanceof TrainingEvent.StepFinished step && step.step() == 50) {
                refused.add(say("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
                refused.add(say(ByteBuffer.allocate(8).putLong(1L << 30).array()));
                refused.add(say(new byte[40_000]));
              }
            });

    Executors.print("strangers on a worker's port", run);
    System.out.println("  they got: " + refused);
    assertThat(refused).containsOnly("closed");
    assertThat(run.resumptions()).isEmpty();
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
  }

  private static String say(byte[] words) {
    try (Socket socket = new Socket(host, PORT)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(words);
      out.write(new byte[100_000]);
      return socket.getInputStream().read() < 0 ? "closed" : "an answer";
    } catch (SocketTimeoutException e) {
      return "nothing";
    } catch (IOException e) {
      return e.getMessage().contains("refused") ? "no port" : "closed";
    }
  }

  private static Dataset<Row> rows(int numbers) {
    return session
        .range(64)
        .selectExpr(
            "transform(sequence(1, " + numbers + "), i -> float((id + i) % 3)) as features",
            "id % 2 as label");
  }

  @Test
  void resultLargerThanMaxResultSize_doesNotMatter() {
    DeepClassificationModel model =
        new DeepClassifier()
            .setNetwork(Network.sequential(Shape.of(1_000), Dense.of(600), Dense.of(2)))
            .setEpochs(1)
            .setWorkers(2)
            .fit(rows(1_000));

    assertThat(model.tensor("dense_1.weight").size()).isEqualTo(600_000);
  }

  @Test
  void tooLittleMemoryOutsideTheHeap_isRefusedBeforeTraining() {
    assertThatThrownBy(
            () ->
                new DeepClassifier()
                    .setNetwork(
                        Network.sequential(
                            Shape.of(128 * 128),
                            Reshape.of(1, 128, 128),
                            Conv2d.of(4_000, 3),
                            Conv2d.of(4_000, 1),
                            GlobalAvgPool.of(),
                            Dense.of(2)))
                    .setEpochs(1)
                    .setBatchSize(64)
                    .setWorkers(2)
                    .fit(rows(128 * 128)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GiB")
        .hasMessageContaining("atch");
  }
}
