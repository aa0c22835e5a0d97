package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.Flatten;
import io.kindling.layers.Network;
import io.kindling.layers.loss.BinaryCrossEntropy;
import io.kindling.ml.support.LocalSpark;
import io.kindling.ml.support.Toy;
import io.kindling.tensor.Shape;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clear errors for bad input, before training where it can be known then, and nothing left. */
final class BadInputTest {
  @AfterEach
  void nothing_isLeftBehind() {
    assertThat(LocalSpark.session().sparkContext().getPersistentRDDs().size()).isZero();
  }

  @Test
  void missingColumn() {
    refused(
        Toy.classifier().setFeaturesCol("pixels"),
        Toy.points(6, 1),
        "DeepClassifier: expected a column \"pixels\" (featuresCol), got [id, features, label");
    refused(Toy.classifier().setLabelCol("y"), Toy.points(6, 1), "a column \"y\" (labelCol)");
    refused(Toy.classifier().setWeightCol("y"), Toy.points(6, 1), "a column \"y\" (weightCol)");
    refused(
        Toy.classifier().setValidationIndicatorCol("y"),
        Toy.points(6, 1),
        "a column \"y\" (validationIndicatorCol)");
  }

  @Test
  void wronglyTypedColumn() {
    refused(
        Toy.classifier().setFeaturesCol("name"),
        Toy.points(6, 1),
        "in column \"name\" (featuresCol), got string");
    refused(Toy.classifier().setLabelCol("name"), Toy.points(6, 1), "a number in column \"name\"");
    refused(Toy.classifier().setWeightCol("name"), Toy.points(6, 1), "a number in column \"name\"");
    refused(
        Toy.classifier().setValidationIndicatorCol("label"),
        Toy.points(6, 1),
        "expected a Boolean in column \"label\"");
  }

  @Test
  void nullNanAndWrongLength_areErrorsThatNameColumnCountAndFirstRow() {
    refused(
        Toy.classifier(),
        torn(),
        "DeepClassifier: expected 2 finite numbers ([2]) in column \"features\", got null in 2 of 9"
            + " rows, the first at row 1: [null,0.0]",
        "got NaN or infinite in 1 of 9 rows, the first at row 2",
        "got the wrong length in 1 of 9 rows, the first at row 3",
        "column \"label\", got null in 1 of 9 rows, the first at row 5",
        "set handleInvalid to skip or keep");
  }

  @Test
  void skip_dropsTheRowsInFitAndTransform() {
    DeepClassificationModel model = small().setHandleInvalid("skip").fit(torn());

    assertThat(model.transform(torn()).count()).isEqualTo(5);
  }

  @Test
  void keep_givesNullOutputs() {
    DeepClassificationModel model = small().setHandleInvalid("keep").fit(torn());
    List<Row> scored = model.transform(torn()).collectAsList();

    assertThat(scored).hasSize(9);
    assertThat(IntStream.range(0, 9).filter(i -> scored.get(i).getAs("prediction") == null))
        .containsExactly(1, 2, 3, 4);
    assertThat(scored.get(1).<Object>getAs("probability")).isNull();
    assertThat(scored.get(1).<Object>getAs("rawPrediction")).isNull();
  }

  @Test
  void error_inTransformNamesColumnCountAndFirstRow() {
    DeepClassificationModel model = small().setHandleInvalid("skip").fit(torn());

    assertThatThrownBy(() -> model.setHandleInvalid("error").transform(torn()).count())
        .hasMessageContaining(
            "DeepClassificationModel: expected 2 finite numbers ([2]) in column \"features\", got"
                + " null in 2 of 9 rows of partition 0, the first at row 1: [null,0.0]");
  }

  @Test
  void negativeLabel() {
    refused(
        Toy.classifier(),
        labels(0, 1, -1, 2),
        "expected labels from 0 to 2 in column \"label\", got a negative label in 1 of 4 rows, the"
            + " first at row 2");
  }

  @Test
  void fractionalLabel() {
    refused(Toy.classifier(), labels(0, 0.5), "got a fractional label in 1 of 2 rows");
  }

  @Test
  void labelBeyondTheOutputs() {
    refused(
        Toy.classifier().setHandleInvalid("skip"),
        labels(0, 3, 4),
        "got a label beyond the network's outputs in 2 of 3 rows, the first at row 1");
  }

  @Test
  void invalidValidationRows_areExplainedToo() {
    Dataset<Row> data = Toy.points(12, 1);
    refused(
        Toy.classifier().setValidationIndicatorCol("held"),
        data.withColumn("label", functions.expr("if(held, 9, label)")),
        "expected labels from 0 to 2 in column \"label\", got a label beyond the network's outputs"
            + " in 3 of 3 rows, the first at row 0");
  }

  @Test
  void lossThatIsNotOneOfLabels() {
    refused(
        Toy.classifier().setLoss(BinaryCrossEntropy.of()),
        Toy.points(6, 1),
        "DeepClassifier loss: expected one that compares 3 outputs with a label",
        "BinaryCrossEntropy");
  }

  @Test
  void unknownMonitor() {
    refused(
        Toy.classifier().setMonitor("acuracy"),
        Toy.points(6, 1),
        "[accuracy] (no validation rows), got \"acuracy\"");
    refused(
        Toy.classifier().setMonitor("validation_loss"), Toy.points(6, 1), "give validation rows");
  }

  @Test
  void emptyDataFrame() {
    refused(
        Toy.classifier(),
        Toy.points(6, 1).filter("false"),
        "Training rows: expected at least one row, got none");
    refused(
        Toy.classifier().setValidationIndicatorCol("held"),
        Toy.points(6, 1).filter("not held"),
        "Validation rows: expected at least one row, got none");
  }

  @Test
  void emptyDataFrame_isScored() {
    DeepClassificationModel model = small().fit(Toy.points(6, 1));

    assertThat(model.transform(Toy.points(6, 1).filter("false")).collectAsList()).isEmpty();
    assertThat(model.transform(Toy.points(6, 1).repartition(20)).count()).isEqualTo(6);
  }

  @Test
  void fewerRowsThanWorkers() {
    refused(Toy.classifier().setWorkers(2), labels(1), "2", "worker", "row");
  }

  @Test
  void moreWorkersThanSlotsAfterTheWait() {
    refused(
        Toy.classifier().setWorkers(5).setWorkerWait(1),
        Toy.points(30, 1),
        "at most 2",
        "got 5 after a wait");
  }

  @Test
  void fewerSlotsThanTheLeastNumberOfWorkers() {
    refused(
        Toy.classifier().setWorkers(5).setMinWorkers(3).setWorkerWait(1),
        Toy.points(30, 1),
        "at most 2",
        "got 3 after a wait");
    refused(
        Toy.classifier().setWorkers(1).setMinWorkers(2),
        Toy.points(30, 1),
        "got 2. Lower minWorkers, or raise workers");
  }

  @Test
  void threadsAboveTheCoresGiven() {
    refused(Toy.classifier().setThreads(64), Toy.points(30, 1), "64", "thread");
  }

  @Test
  void batchSizeBelow1() {
    assertThatThrownBy(() -> Toy.classifier().setBatchSize(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("DeepClassifier batchSize: expected 1 or more, got 0. Set another value.");
  }

  @Test
  void workersBelow0() {
    assertThatThrownBy(() -> Toy.classifier().setWorkers(-1))
        .hasMessage("DeepClassifier workers: expected 0 or more, got -1. Set another value.");
  }

  @Test
  void networkMissing() {
    refused(new DeepClassifier(), Toy.points(6, 1), "expected a network, got none");
  }

  @Test
  void networkJsonMalformed() {
    assertThatThrownBy(() -> new DeepClassifier().setNetwork("{\"type\": \"Network\","))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("DeepClassifier network: JSON: expected a well-formed document");
  }

  @Test
  void networkJsonWithAnUnknownLayer() {
    String json = Toy.network(3, 4).toJson().replace("\"Dense\"", "\"Denze\"");

    assertThatThrownBy(() -> new DeepClassifier().setNetwork(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Denze")
        .hasMessageContaining("Dense");
  }

  @Test
  void networkThatDoesNotFitItsInput() {
    String json = Toy.network(3, 4).toJson().replace("\"shape\":[2]", "\"shape\":[2,-7]");

    assertThatThrownBy(() -> new DeepClassifier().setNetwork(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("DeepClassifier network: ");

    String images = Network.sequential(Shape.of(1, 4, 4), Conv2d.of(2, 3), Flatten.of()).toJson();
    assertThatThrownBy(() -> new DeepClassifier().setNetwork(images.replace("[1,4,4]", "[16]")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Conv2d")
        .hasMessageContaining("expected input [batch, channels, height, width], got [batch, 16]");
    refused(
        Toy.classifier().setNetwork(Network.sequential(Shape.of(5), Dense.of(3))),
        Toy.points(6, 1),
        "expected 5 finite numbers ([5]) in column \"features\", got the wrong length in 6 of 6");
  }

  @Test
  void networkThatIsNoClassifier() {
    refused(
        Toy.classifier().setNetwork(Toy.network(1, 4)),
        Toy.points(6, 1),
        "expected BinaryCrossEntropy for a network with a single output");
  }

  @Test
  void twoBoundsOfTheGradient() {
    refused(
        Toy.classifier().setClipNorm(1).setClipValue(1),
        Toy.points(6, 1),
        "expected one bound of the gradient, got clipValue 1.0 and clipNorm 1.0");
  }

  @Test
  void unknownFrozenLayer() {
    refused(
        Toy.classifier().setFrozenLayers(new String[] {"conv"}),
        Toy.points(6, 1),
        "got \"conv\"",
        "dense_1.weight");
  }

  @Test
  void thresholdsThatAreNotOneForEachClass() {
    refused(
        Toy.classifier().setThresholds(new double[] {1, 1}),
        Toy.points(6, 1),
        "expected one for each of 3 classes, got 2");
    assertThatThrownBy(() -> Toy.classifier().setThresholds(new double[] {0, 0, 1}))
        .hasMessageContaining("at most one of them 0");
  }

  @Test
  void outputColumnThatExists() {
    assertThatThrownBy(
            () ->
                Toy.classifier().setPredictionCol("id").transformSchema(Toy.points(3, 1).schema()))
        .hasMessageContaining("expected no column \"id\" yet");
  }

  @Test
  void untestedSparkVersion_isAWarningThatNamesTheTestedOnes() {
    for (String tested : SparkVersions.TESTED) {
      assertThat(SparkVersions.warning(tested)).isEmpty();
    }
    assertThat(SparkVersions.warning("4.1.7")).isEmpty();
    assertThat(SparkVersions.warning("4.1.7-amzn-0")).isEmpty();
    assertThat(SparkVersions.warning("4.10.0")).get().asString().contains("4.1.0", "4.10.0");
    assertThat(SparkVersions.warning("4.2.0")).get().asString().contains("4.3.0], got 4.2.0");
    assertThat(SparkVersions.warning("5.0.0-SNAPSHOT")).isPresent();
    assertThat(SparkVersions.warning(LocalSpark.session().version())).isEmpty();
  }

  @Test
  void sparkBeforeTheOldest_isRefused() {
    assertThat(SparkVersions.refusal("3.5.9")).get().asString().contains("Spark 4 or newer, got 3");
    assertThat(SparkVersions.refusal("4.0.0")).isEmpty();
    assertThat(SparkVersions.refusal("10.1.0")).isEmpty();
    assertThat(SparkVersions.refusal("a build of our own")).isEmpty();
  }

  @Test
  void twoJarsOfKindling_areAWarningAndOfTwoVersionsAreRefused(@TempDir Path folder)
      throws IOException {
    assertThat(KindlingJars.found().versions()).hasSize(1);
    assertThat(KindlingJars.found().versions().values()).noneMatch(v -> v.contains("$"));
    assertThat(KindlingJars.found().check()).isEmpty();

    Path file = folder.resolve("io/kindling/ml/kindling.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "version=0.0.7");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader jars = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(jars);
      KindlingJars found = KindlingJars.found();
      assertThat(found.versions()).hasSize(2);
      assertThatThrownBy(found::check)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("got 2", folder + "/=0.0.7", "Remove all but one");
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(new KindlingJars(Map.of("a.jar", "1", "b.jar", "1")).check())
        .get()
        .asString()
        .contains("a.jar=1", "b.jar=1");
  }

  private static void refused(DeepClassifier classifier, Dataset<Row> data, String... words) {
    assertThatThrownBy(() -> classifier.fit(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  private static DeepClassifier small() {
    return Toy.classifier().setEpochs(1);
  }

  private static Dataset<Row> labels(double... labels) {
    return frame(Arrays.stream(labels).mapToObj(label -> row(Vectors.dense(1, 2), label)).toList());
  }

  private static Dataset<Row> torn() {
    return frame(
        List.of(
            row(Vectors.dense(1, 2), 0.0),
            row(null, 0.0),
            row(Vectors.dense(1, Double.NaN), 1.0),
            row(Vectors.dense(1, 2, 3), 1.0),
            row(null, 1.0),
            row(Vectors.dense(3, 2), null),
            row(Vectors.dense(5, 2), 2.0),
            row(Vectors.dense(1, 4), 1.0),
            row(Vectors.dense(2, 4), 2.0)));
  }

  private static Row row(Object features, Object label) {
    return RowFactory.create(features, label);
  }

  private static Dataset<Row> frame(List<Row> rows) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType);
    return LocalSpark.session().createDataFrame(rows, schema).coalesce(1);
  }
}
