package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.layers.loss.BinaryCrossEntropy;
import io.kindling.ml.support.Toy;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DeepClassifierTest {
  private static Dataset<Row> points;
  private static DeepClassificationModel model;

  @BeforeAll
  static void fit() {
    points = Toy.points(300, 1);
    model = Toy.classifier().fit(points);
  }

  @Test
  void fit_learnsTheClasses() {
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setMetricName("accuracy")
            .evaluate(model.transform(Toy.points(300, 2)));

    assertThat(accuracy).isGreaterThan(0.97);
  }

  @Test
  void columns_areThoseOfSparksProbabilisticClassifiers() {
    Dataset<Row> scored = model.transform(points);

    assertThat(scored.columns())
        .containsExactly(
            "id",
            "features",
            "label",
            "weight",
            "held",
            "name",
            "rawPrediction",
            "probability",
            "prediction");
    assertThat(model.transformSchema(points.schema())).isEqualTo(scored.schema());
    for (Row row : scored.select("rawPrediction", "probability", "prediction").takeAsList(20)) {
      double[] raw = row.<Vector>getAs(0).toArray();
      double[] probability = row.<Vector>getAs(1).toArray();
      double sum = Arrays.stream(raw).map(Math::exp).sum();
      for (int i = 0; i < 3; i++) {
        assertThat(probability[i]).isCloseTo(Math.exp(raw[i]) / sum, within(1e-12));
      }
      assertThat(row.getDouble(2)).isEqualTo(row.<Vector>getAs(1).argmax());
    }
  }

  @Test
  void columns_withoutANameAreLeftOut() {
    DeepClassificationModel onlyProbability =
        model
            .copy(new org.apache.spark.ml.param.ParamMap())
            .setRawPredictionCol("")
            .setPredictionCol("")
            .setProbabilityCol("p");

    assertThat(onlyProbability.transform(points.select("features")).columns())
        .containsExactly("features", "p");
    assertThat(onlyProbability.setProbabilityCol("").transform(points).columns())
        .isEqualTo(points.columns());
  }

  @Test
  void numClasses_isTheNumberOfOutputs() {
    assertThat(model.numClasses()).isEqualTo(3);
    AttributeGroup group =
        AttributeGroup.fromStructField(model.transform(points).schema().apply("probability"));
    assertThat(group.size()).isEqualTo(3);
  }

  @Test
  void prediction_withoutNamesKnowsTheNumberOfClasses() {
    NominalAttribute attribute =
        (NominalAttribute)
            Attribute.fromStructField(model.transform(points).schema().apply("prediction"));

    assertThat(attribute.getNumValues().get()).isEqualTo(3);
  }

  @Test
  void thresholds_moveTheDecision() {
    DeepClassificationModel never =
        model
            .copy(new org.apache.spark.ml.param.ParamMap())
            .setThresholds(new double[] {1e9, 1, 1e9});
    DeepClassificationModel zero =
        model.copy(new org.apache.spark.ml.param.ParamMap()).setThresholds(new double[] {1, 0, 1});

    assertThat(predictions(never)).containsOnly(1.0);
    assertThat(predictions(zero)).containsOnly(1.0);
    assertThat(predictions(model)).contains(0.0, 1.0, 2.0);
  }

  private static List<Double> predictions(DeepClassificationModel scorer) {
    return scorer
        .transform(points)
        .select("prediction")
        .toJavaRDD()
        .map(r -> r.getDouble(0))
        .collect();
  }

  @Test
  void weightCol_decidesWhichLabelIsLearned() {
    Dataset<Row> torn =
        points
            .withColumn("weight", functions.lit(1.0))
            .union(
                points
                    .withColumn("label", functions.lit(0.0))
                    .withColumn("weight", functions.lit(50.0)));

    DeepClassificationModel heavy = Toy.classifier().setWeightCol("weight").fit(torn);

    assertThat(predictions(heavy)).containsOnly(0.0);
  }

  @Test
  void singleOutput_tellsTwoClasses() {
    Dataset<Row> two = points.filter("label < 2");
    DeepClassificationModel binary =
        Toy.classifier().setNetwork(Toy.network(1, 8)).setLoss(BinaryCrossEntropy.of()).fit(two);

    assertThat(binary.numClasses()).isEqualTo(2);
    for (Row row : binary.transform(two).takeAsList(20)) {
      double[] raw = row.<Vector>getAs("rawPrediction").toArray();
      double[] probability = row.<Vector>getAs("probability").toArray();
      assertThat(raw[0]).isEqualTo(-raw[1]);
      assertThat(probability[1]).isCloseTo(1 / (1 + Math.exp(-raw[1])), within(1e-12));
      assertThat(row.<Double>getAs("prediction")).isEqualTo(row.<Double>getAs("label"));
    }
  }

  @Test
  void summary_tellsTheHistory() {
    TrainingSummary summary = model.summary();

    assertThat(summary.history()).hasSize(5);
    assertThat(summary.history().get(4).loss()).isLessThan(summary.history().get(0).loss());
    assertThat(summary.history().get(4).metric("accuracy")).get().isNotNull();
    assertThat(summary.backend()).isNotEmpty();
    assertThat(summary.workers()).isEqualTo(1);
    assertThat(summary.seconds()).isPositive();
  }

  @Test
  void fit_changesNothingInTheEstimator() {
    DeepClassifier classifier = Toy.classifier();
    String before = classifier.explainParams();
    DeepClassificationModel fitted = classifier.fit(points);

    assertThat(classifier.explainParams()).isEqualTo(before);
    assertThat(fitted.parent()).isSameAs(classifier);
    assertThat(fitted.uid()).isEqualTo(classifier.uid());
  }

  @Test
  void copy_takesParamsFromTheMap() {
    DeepClassifier classifier = Toy.classifier();
    org.apache.spark.ml.param.ParamMap map =
        new org.apache.spark.ml.param.ParamMap().put(classifier.epochs(), 2);

    assertThat(classifier.copy(map).getEpochs()).isEqualTo(2);
    assertThat(classifier.fit(points, map).summary().history()).hasSize(2);
    assertThat(classifier.getEpochs()).isEqualTo(5);
  }

  @Test
  void frozenLayers_stayAsTheyWere() {
    DeepClassifier classifier = Toy.classifier().setFrozenLayers(new String[] {"dense_1"});
    DeepClassificationModel one = classifier.setEpochs(1).fit(points);
    DeepClassificationModel two = classifier.setEpochs(3).fit(points);

    assertThat(one.tensor("dense_1.weight").toFloats())
        .isEqualTo(two.tensor("dense_1.weight").toFloats());
    assertThat(one.tensor("dense_2.weight").toFloats())
        .isNotEqualTo(two.tensor("dense_2.weight").toFloats());
  }
}
