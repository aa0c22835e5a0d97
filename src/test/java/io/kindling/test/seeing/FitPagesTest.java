package io.kindling.test.seeing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.ml.DeepClassifier;
import io.kindling.tensor.Shape;
import io.kindling.training.TrainingEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits in the web interface and the metrics system of a real Spark. */
final class FitPagesTest {
  private static final String NASTY = "<script>alert('x')</script> \"a\" & b";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;
  private SparkSession spark;

  private void start(String... settings) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .appName("seeing")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.ui.enabled", "true")
            .config("spark.ui.port", "0")
            .config(
                "spark.metrics.conf.*.sink.prometheusServlet.class",
                "org.apache.spark.metrics.sink.PrometheusServlet")
            .config("spark.metrics.conf.*.sink.prometheusServlet.path", "/metrics/prometheus");
    for (int i = 0; i < settings.length; i += 2) {
      builder.config(settings[i], settings[i + 1]);
    }
    spark = builder.getOrCreate();
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  private Dataset<Row> points(int count) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("held", DataTypes.BooleanType);
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 3;
      double x = 2 * label + random.nextGaussian();
      double y = label * label - x + random.nextGaussian();
      rows.add(RowFactory.create(Vectors.dense(x, y), (double) label, i % 4 == 3));
    }
    return spark.createDataFrame(rows, schema);
  }

  private static DeepClassifier classifier() {
    return new DeepClassifier()
        .setNetwork(
            Network.sequential(
                Shape.of(2), Dense.of(16).named("first"), Relu.of(), Dense.of(3).named("last")))
        .setEpochs(12)
        .setBatchSize(16)
        .setLearningRate(0.02)
        .setValidationIndicatorCol("held")
        .setProgress(false)
        .setWorkers(2)
        .setThreads(1);
  }

  private String get(String path) {
    String root = spark.sparkContext().uiWebUrl().get();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofMinutes(1)).build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return answer.body();
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(path, e);
    }
  }

  private static String page(String number) {
    return "/deep-learning/fit/?id=" + number;
  }

  @Test
  void fit_isSeenWhileItRunsAndAfterwards() {
    start();
    AtomicReference<String> list = new AtomicReference<>("");
    AtomicReference<String> gauges = new AtomicReference<>("");
    classifier()
        .setRunName(NASTY)
        .fit(
            points(400),
            event -> {
              if (event instanceof TrainingEvent.EpochFinished epoch && epoch.epoch() == 3) {
                list.set(get("/deep-learning/"));
                gauges.set(get("/metrics/prometheus/"));
              }
            });
    assertThat(list.get()).contains("Deep Learning", "running", "http-equiv=\"refresh\"");
    assertThat(list.get()).contains("&lt;script&gt;alert").doesNotContain("<script>alert");
    assertThat(gauges.get())
        .contains("kindling_runningFits_Number{type=\"gauges\"} 1")
        .containsPattern("kindling__script_alert__x_.*_loss_Number\\{type=\"gauges\"\\} [0-9.]+")
        .contains("_rowsPerSecond_", "_time_compute_", "_learningRate_");

    String after = get("/deep-learning/");
    assertThat(after).contains("finished", "all epochs").doesNotContain("http-equiv=\"refresh\"");
    String page = get(page("1"));
    assertThat(page)
        .contains("<svg", "accuracy", "validation", "waiting for sums", "worker 1")
        .contains("batchSize", "[batch, 16]", "&lt;script&gt;alert")
        .doesNotContain("<script>alert")
        .doesNotContain("http-equiv=\"refresh\"");
    assertThat(get("/metrics/prometheus/"))
        .contains("kindling_runningFits_Number{type=\"gauges\"} 0")
        .doesNotContain("_rowsPerSecond_");
    assertThat(get("/jobs/")).contains("Deep Learning");
    assertThat(get(page("%3Cscript%3E"))).contains("No fit").doesNotContain("<script>\"");
  }

  @Test
  void runs_haveNamesOfTheirOwnAndTheOldestAreForgotten() {
    start("spark.kindling.ui.retainedFits", "2");
    for (int run = 0; run < 4; run++) {
      classifier().setRunName("again").setEpochs(1).setWorkers(1).fit(points(60));
    }
    String list = get("/deep-learning/");
    assertThat(list).doesNotContain(">again<").contains(">again-3<", ">again-4<");
  }

  @Test
  void failedFit_saysWhy() {
    start();
    assertThatThrownBy(() -> classifier().setRunName("bad").setLearningRate(1e30).fit(points(60)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(get("/deep-learning/")).contains("failed");
  }

  @Test
  void withoutWebInterface_fitsAndNextSessionsWork() {
    start("spark.ui.enabled", "false");
    assertThat(classifier().setEpochs(1).fit(points(60)).summary().history()).hasSize(1);
    spark.stop();
    start();
    classifier().setRunName("second").setEpochs(1).fit(points(60));
    assertThat(get("/deep-learning/")).contains("second");
    spark.stop();
    start();
    classifier().setRunName("third").setEpochs(1).fit(points(60));
    assertThat(get("/deep-learning/")).contains("third").doesNotContain("second");
  }

  @Test
  void browser_drawsThePages() throws Exception {
    assumeThat(Browser.isThere()).as("chromium (.ci/run installs it)").isTrue();
    start();
    classifier().setRunName("digits, shuffled").setEpochs(30).fit(points(1200));
    classifier().setRunName(NASTY).setEpochs(2).fit(points(400));
    String root = spark.sparkContext().uiWebUrl().get();
    Browser browser = new Browser(folder);
    assertThat(browser.dom(root + page("2")))
        .contains("&lt;script&gt;alert", "Deep Learning")
        .doesNotContain("<script>alert");
    Path images = Path.of("target", "images");
    browser.picture(root + "/deep-learning/", 1280, 420, images.resolve("ui-fits.png"));
    browser.picture(root + page("1"), 1280, 1750, images.resolve("ui-fit.png"));
    assertThat(images.resolve("ui-fit.png")).isNotEmptyFile();
  }
}
