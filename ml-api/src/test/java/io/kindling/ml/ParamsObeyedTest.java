package io.kindling.ml;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.layers.loss.Huber;
import io.kindling.layers.metric.MeanAbsoluteErrorMetric;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Exponential;
import io.kindling.ml.support.Toy;
import io.kindling.ml.watch.TensorBoardTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every param of training changes what a fit gives; a param is a row of {@link #CHANGES}. */
final class ParamsObeyedTest {
  /** Another value, which must give another model or another history. */
  private static final Map<String, UnaryOperator<DeepRegressor>> CHANGES =
      new TreeMap<>(
          Map.ofEntries(
              entry("featuresCol", s -> s.setFeaturesCol("turned")),
              entry("labelCol", s -> s.setLabelCol("id")),
              entry("weightCol", s -> s.setWeightCol("id")),
              entry("validationIndicatorCol", s -> s.setValidationIndicatorCol("early")),
              entry("network", s -> s.setNetwork(Toy.network(1, 5))),
              entry("loss", s -> s.setLoss(Huber.of())),
              entry("metrics", s -> s.setMetrics(MeanAbsoluteErrorMetric.of())),
              entry("optimizer", s -> s.setOptimizer(Adam.of())),
              entry("learningRate", s -> s.setLearningRate(0.02)),
              entry("schedule", s -> s.setSchedule(Exponential.of(0.5, 0.5))),
              entry("weightDecay", s -> s.setWeightDecay(0.1)),
              entry("clipValue", s -> s.setClipValue(0.01)),
              entry("clipNorm", s -> s.setClipNorm(0.01)),
              entry("epochs", s -> s.setEpochs(1)),
              entry("batchSize", s -> s.setBatchSize(7)),
              entry("shuffle", s -> s.setShuffle(false)),
              entry("patience", s -> s.setPatience(0)),
              entry("minDelta", s -> s.setMinDelta(100)),
              entry("monitor", s -> s.setMonitor("rmse").setMinDelta(0.2)),
              entry("validationInterval", s -> s.setValidationInterval(1)),
              entry("workers", s -> s.setWorkers(2)),
              entry("minWorkers", s -> s.setWorkers(64).setMinWorkers(2).setWorkerWait(0.1)),
              entry("syncMode", s -> s.setWorkers(2).setSyncMode("local").setLocalSteps(3)),
              entry("localSteps", s -> s.setWorkers(2).setSyncMode("local").setLocalSteps(2)),
              entry("localSeconds", s -> s.setWorkers(2).setSyncMode("local").setLocalSeconds(9)),
              entry("gradientCompression", s -> s.setGradientCompression("threshold")),
              entry("accumulationSteps", s -> s.setAccumulationSteps(3)),
              entry("baseBatchSize", s -> s.setBaseBatchSize(4)),
              entry("warmUpEpochs", s -> s.setWarmUpEpochs(1)),
              entry("threads", s -> s.setThreads(2)),
              entry("backend", s -> s.setBackend("reference")),
              entry("frozenLayers", s -> s.setFrozenLayers(new String[] {"dense_2"})),
              entry("seed", s -> s.setSeed(5))));

  /** What other tests show: a wait, a file, what is dropped, and params of scoring. */
  private static final Map<String, List<Class<?>>> SHOWN_BY =
      Map.ofEntries(
          entry("workerWait", List.of(BadInputTest.class)),
          entry("workerTimeout", List.of(ClusterParamsTest.class)),
          entry("stepTimeout", List.of(ClusterParamsTest.class)),
          entry("launchMode", List.of(ClusterParamsTest.class)),
          entry("checkpointDir", List.of(CheckpointParamsTest.class)),
          entry("checkpointInterval", List.of(CheckpointParamsTest.class)),
          entry("keepCheckpoints", List.of(CheckpointParamsTest.class)),
          entry("resumeFrom", List.of(CheckpointParamsTest.class)),
          entry("resetOptimizer", List.of(CheckpointParamsTest.class)),
          entry("precision", List.of(PrecisionTest.class)),
          entry("handleInvalid", List.of(BadInputTest.class, ScoringTest.class)),
          entry("initialModel", List.of(OnnxModelTest.class)),
          entry("scoringBatchSize", List.of(ScoringTest.class)),
          entry("predictionCol", List.of(ScoringTest.class)),
          entry("progress", List.of(ParamsObeyedTest.class)),
          entry("tensorBoardDir", List.of(TensorBoardTest.class)),
          entry("tensorBoardInterval", List.of(TensorBoardTest.class)),
          entry("tensorBoardHistograms", List.of(TensorBoardTest.class)),
          entry("runName", List.of(ParamsObeyedTest.class)));

  private static Dataset<Row> data;
  private static String before;

  @BeforeAll
  static void fitOnce() {
    Dataset<Row> points = Toy.points(60, 1);
    data =
        points
            .withColumn("x", functions.vector_to_array(points.col("features"), "float64"))
            .selectExpr("*", "id < 20 as early", "reverse(x) as turned");
    before = told(stage());
  }

  private static DeepRegressor stage() {
    return new DeepRegressor()
        .setNetwork(Toy.network(1, 4))
        .setOptimizer(Sgd.of().momentum(0.9))
        .setLearningRate(0.2)
        .setEpochs(8)
        .setBatchSize(16)
        .setPatience(2)
        .setValidationIndicatorCol("held")
        .setWorkers(1)
        .setThreads(1);
  }

  /** Returns all that a fit tells, but for its speed. */
  private static String told(DeepRegressor stage) {
    DeepRegressionModel model = stage.fit(data);
    TrainingSummary summary = model.summary();
    List<String> epochs =
        summary.history().stream().map(e -> e.loss() + " " + e.metrics()).toList();
    String weights =
        Arrays.toString(model.tensor("dense_1.weight").toFloats())
            + Arrays.toString(model.tensor("dense_2.weight").toFloats());
    return String.join(
        "\n",
        weights,
        epochs.toString(),
        summary.backend(),
        summary.workers() + " " + summary.threads(),
        summary.reason());
  }

  static Stream<String> params() {
    return CHANGES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("params")
  void param_isObeyed(String param) {
    assertThat(told(CHANGES.get(param).apply(stage()))).isNotEqualTo(before);
  }

  @Test
  void sameParams_giveTheSame() {
    assertThat(told(stage().copy(new ParamMap()))).isEqualTo(before);
  }

  @Test
  void everyParam_hasARow() {
    Set<String> all = new TreeSet<>();
    for (Param<?> param : new DeepRegressor().params()) {
      all.add(param.name());
    }
    Set<String> shown = new TreeSet<>(CHANGES.keySet());
    shown.addAll(SHOWN_BY.keySet());

    assertThat(shown).isEqualTo(all);
  }

  @Test
  void progress_isPrintedUnderTheNameOfTheRunUnlessSwitchedOff() {
    // Another name for each: a second fit of one name gets a number.
    assertThat(printed(false, "silent")).doesNotContain("epoch 1/2");
    assertThat(printed(true, "first try"))
        .contains("first try epoch 1/2: loss", "first try epoch 2/2: loss");
  }

  private static String printed(boolean progress, String name) {
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      stage().setEpochs(2).setProgress(progress).setRunName(name).fit(data);
    } finally {
      System.setOut(out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
