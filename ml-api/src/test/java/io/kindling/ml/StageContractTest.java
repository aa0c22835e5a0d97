package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.layers.loss.BinaryCrossEntropy;
import io.kindling.layers.loss.Huber;
import io.kindling.layers.loss.MeanAbsoluteError;
import io.kindling.layers.metric.LossMetric;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Cosine;
import io.kindling.ml.param.Training;
import io.kindling.ml.support.LocalSpark;
import io.kindling.ml.support.Toy;
import io.kindling.training.OutputMetric;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWritable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every stage promises; a stage is a row of {@link #stages}. */
final class StageContractTest {
  @TempDir Path folder;

  /** A stage with every param set to something else than its default. */
  private record Row<T extends PipelineStage>(
      Class<T> type, Function<String, T> create, Function<T, T> setAll) {
    T stage(String uid) {
      return setAll.apply(create.apply(uid));
    }

    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  @BeforeAll
  static void session() {
    LocalSpark.session();
  }

  static Stream<Row<?>> stages() {
    FittedNetwork classes = fitted(3);
    FittedNetwork number = fitted(1);
    return Stream.of(
        new Row<>(DeepClassifier.class, DeepClassifier::new, StageContractTest::classifier),
        new Row<>(
            DeepClassificationModel.class,
            uid -> new DeepClassificationModel(uid, classes),
            model ->
                model
                    .setLabels(new String[] {"a", "b", "c"})
                    .setFeaturesCol("f")
                    .setLabelCol("l")
                    .setPredictionCol("p")
                    .setRawPredictionCol("r")
                    .setProbabilityCol("q")
                    .setThresholds(new double[] {1, 2, 3})
                    .setHandleInvalid("keep")
                    .setBackend("reference")
                    .setPrecision("auto")
                    .setScoringBatchSize(3)),
        new Row<>(DeepRegressor.class, DeepRegressor::new, StageContractTest::regressor),
        new Row<>(
            DeepRegressionModel.class,
            uid -> new DeepRegressionModel(uid, number),
            model ->
                model
                    .setFeaturesCol("f")
                    .setLabelCol("l")
                    .setPredictionCol("p")
                    .setHandleInvalid("skip")
                    .setBackend("onednn")
                    .setPrecision("bfloat16")
                    .setScoringBatchSize(3)),
        new Row<>(
            DeepEstimator.class,
            DeepEstimator::new,
            stage ->
                training(stage, 1)
                    .setInputCols("a")
                    .setOutputCols("b")
                    .setTargetCols("c")
                    .setLosses(MeanAbsoluteError.of())
                    .setMetrics(new OutputMetric(0, LossMetric.of()))),
        new Row<>(
            DeepModel.class,
            uid -> new DeepModel(uid, classes),
            model ->
                model
                    .setInputCols("a")
                    .setOutputCols("b")
                    .setHandleInvalid("skip")
                    .setBackend("reference")
                    .setPrecision("auto")
                    .setScoringBatchSize(3)));
  }

  private static FittedNetwork fitted(int outputs) {
    var network = Toy.network(outputs, 4);
    return FittedNetwork.of(
        network,
        io.kindling.training.Parameters.initialize(network.graph(), 5),
        TrainingSummary.untrained("test"));
  }

  private static DeepClassifier classifier(DeepClassifier stage) {
    return training(stage, 1)
        .setFeaturesCol("f")
        .setLabelCol("l")
        .setPredictionCol("p")
        .setRawPredictionCol("r")
        .setProbabilityCol("q")
        .setThresholds(new double[] {0.25, 0.75})
        .setLoss(BinaryCrossEntropy.of())
        .setMetrics(LossMetric.of());
  }

  private static DeepRegressor regressor(DeepRegressor stage) {
    return training(stage, 1)
        .setFeaturesCol("f")
        .setLabelCol("l")
        .setPredictionCol("p")
        .setLoss(Huber.of())
        .setMetrics(LossMetric.of());
  }

  private static <S extends Training<S>> S training(S stage, int outputs) {
    return stage
        .setNetwork(Toy.network(outputs, 4))
        .setOptimizer(Sgd.of().momentum(0.5))
        .setSchedule(Cosine.of(0.25, 3))
        .setLearningRate(0.125)
        .setWeightDecay(0.0625)
        .setClipValue(2)
        .setClipNorm(3)
        .setEpochs(4)
        .setBatchSize(5)
        .setProgress(false)
        .setRunName("first try")
        .setShuffle(false)
        .setTensorBoardDir("/logs")
        .setTensorBoardInterval(7)
        .setTensorBoardHistograms(70)
        .setPatience(6)
        .setMinDelta(0.5)
        .setMonitor("loss")
        .setValidationInterval(7)
        .setWorkers(8)
        .setMinWorkers(3)
        .setSyncMode("local")
        .setLocalSteps(13)
        .setLocalSeconds(1.5)
        .setGradientCompression("bf16")
        .setAccumulationSteps(2)
        .setBaseBatchSize(14)
        .setWarmUpEpochs(0.75)
        .setCheckpointDir("somewhere")
        .setCheckpointInterval("7 steps")
        .setLaunchMode("rendezvous")
        .setWorkerTimeout(31)
        .setStepTimeout(77)
        .setKeepCheckpoints(2)
        .setResumeFrom("elsewhere")
        .setResetOptimizer(true)
        .setThreads(9)
        .setWorkerWait(10)
        .setBackend("reference")
        .setPrecision("auto")
        .setInitialModel("somewhere.onnx")
        .setFrozenLayers(new String[] {"dense_1"})
        .setSeed(11)
        .setWeightCol("w")
        .setValidationIndicatorCol("v")
        .setScoringBatchSize(12)
        .setHandleInvalid("skip");
  }

  @Test
  void everyPublicStage_hasARow() throws Exception {
    Path place =
        Path.of(DeepClassifier.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> found;
    if (Files.isDirectory(place)) {
      found = publicStages(place);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        found = publicStages(jar.getPath("/"));
      }
    }

    assertThat(stages().map(Row::toString).collect(Collectors.toSet())).isEqualTo(found);
  }

  private static Set<String> publicStages(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes.resolve("io/kindling/ml"))) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.replace(".class", "").replaceAll("[/\\\\]", "."))
          .map(StageContractTest::load)
          .filter(type -> PipelineStage.class.isAssignableFrom(type))
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .map(Class::getSimpleName)
          .collect(Collectors.toSet());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, StageContractTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void everyParam_isSetToSomethingElseThanItsDefault(Row<?> row) {
    PipelineStage stage = row.stage("u");
    for (Param<?> param : stage.params()) {
      assertThat(stage.isSet(param)).as(param.name()).isTrue();
      if (stage.hasDefault(param)) {
        assertThat(text(stage.getOrDefault(param)))
            .as(param.name())
            .isNotEqualTo(text(stage.getDefault(param).get()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void copy_keepsAllParams(Row<?> row) {
    PipelineStage stage = row.stage("u");

    assertThat(values(stage.copy(new ParamMap()))).isEqualTo(values(stage));
    assertThat(stage.copy(new ParamMap()).uid()).isEqualTo("u");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void saveAndLoad_keepAllParams(Row<?> row) throws Exception {
    PipelineStage stage = row.stage("u");
    String path = folder.resolve("stage").toString();
    ((MLWritable) stage).save(path);

    Object loaded = row.type().getMethod("load", String.class).invoke(null, path);

    assertThat(loaded).isInstanceOf(row.type());
    assertThat(values((PipelineStage) loaded)).isEqualTo(values(stage));
    assertThat(((PipelineStage) loaded).uid()).isEqualTo("u");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void setters_returnTheStageItself(Row<?> row) {
    PipelineStage stage = row.stage("u");

    for (Param<?> param : stage.params()) {
      String name = param.name();
      String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
      assertThat(stage.getClass().getMethods())
          .as(setter)
          .extracting(Method::getName)
          .contains(setter);
      assertThat(param.doc()).as(param.name()).isNotBlank();
      assertThat(param.parent()).isEqualTo("u");
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void params_haveTypesThatCrossSparkConnect(Row<?> row) {
    PipelineStage stage = row.stage("u");

    for (Param<?> param : stage.params()) {
      assertThat(stage.getOrDefault(param).getClass())
          .as(param.name())
          .isIn(
              String.class,
              Integer.class,
              Long.class,
              Double.class,
              Boolean.class,
              String[].class,
              double[].class);
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void explainParams_namesEveryParam(Row<?> row) {
    PipelineStage stage = row.stage("u");

    assertThat(stage.explainParams())
        .contains(Arrays.stream(stage.params()).map(Param::name).toList());
  }

  private static TreeMap<String, String> values(Params stage) {
    TreeMap<String, String> values = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      values.put(param.name(), text(stage.getOrDefault(param)));
    }
    return values;
  }

  private static String text(Object value) {
    if (value instanceof double[] numbers) {
      return Arrays.toString(numbers);
    }
    return value instanceof Object[] array ? List.of(array).toString() : value.toString();
  }
}
