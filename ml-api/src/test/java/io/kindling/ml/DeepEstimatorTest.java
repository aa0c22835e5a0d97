package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.layers.Concat;
import io.kindling.layers.Dense;
import io.kindling.layers.Embedding;
import io.kindling.layers.Flatten;
import io.kindling.layers.Input;
import io.kindling.layers.Network;
import io.kindling.layers.NetworkBuilder;
import io.kindling.layers.loss.MeanSquaredError;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.ml.support.LocalSpark;
import io.kindling.ml.support.Toy;
import io.kindling.tensor.Shape;
import io.kindling.training.OutputMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

final class DeepEstimatorTest {
  @Test
  void severalInputsAndOutputs_areTrainedTogether() {
    Dataset<Row> data =
        Toy.points(300, 1).selectExpr("*", "cast(id % 7 as float) / 7 as extra", "label * 2 as y");
    DeepEstimator estimator =
        new DeepEstimator()
            .setNetwork(twoByTwo())
            .setInputCols("features", "extra")
            .setTargetCols("label", "y")
            .setOutputCols("scores", "number")
            .setLosses(SoftmaxCrossEntropy.of(), MeanSquaredError.of())
            .setMetrics(new OutputMetric(0, Accuracy.of()))
            .setEpochs(8)
            .setBatchSize(16)
            .setLearningRate(0.02)
            .setWorkers(1);

    DeepModel model = estimator.fit(data);
    Dataset<Row> scored = model.transform(data);

    assertThat(scored.schema()).isEqualTo(estimator.transformSchema(data.schema()));
    assertThat(scored.schema().apply("scores").dataType()).isEqualTo(SQLDataTypes.VectorType());
    assertThat(scored.schema().apply("number").dataType()).isEqualTo(SQLDataTypes.VectorType());
    assertThat(model.summary().history().get(7).metric("accuracy").get()).isGreaterThan(0.9);
    double squares = 0;
    for (Row row : scored.collectAsList()) {
      squares += Math.pow(row.<Vector>getAs("number").apply(0) - row.<Double>getAs("y"), 2);
    }
    assertThat(squares / 300).isLessThan(0.5);
  }

  private static Network twoByTwo() {
    NetworkBuilder builder = Network.builder("two");
    String features = builder.input(Input.of("features", Shape.of(2)));
    String extra = builder.input(Input.of("extra", Shape.of(1)));
    String hidden = builder.add(Dense.of(16), builder.add(Concat.of(), features, extra));
    String active = builder.add(io.kindling.layers.Relu.of(), hidden);
    builder.output("scores", builder.add(Dense.of(3), active));
    builder.output("number", builder.add(Dense.of(1), active));
    return builder.build();
  }

  @Test
  void everyColumnKind_givesTheSameScores() {
    Dataset<Row> data = sameNumbersInEveryKind();
    Network network = Network.sequential(Shape.of(1, 2, 2), Flatten.of(), Dense.of(2));
    FittedNetwork fitted =
        FittedNetwork.of(
            network,
            io.kindling.training.Parameters.initialize(network.graph(), 3),
            TrainingSummary.untrained("test"));
    List<double[]> expected = null;
    for (String kind : List.of("dense", "sparse", "flat", "nested", "image", "bytes")) {
      List<double[]> scores = scores(new DeepModel("u", fitted).setInputCols(kind), data);
      expected = expected == null ? scores : expected;
      assertThat(scores).as(kind).usingRecursiveComparison().isEqualTo(expected);
    }
  }

  @Test
  void everyColumnKind_trainsTheSameNetwork() {
    Dataset<Row> data = sameNumbersInEveryKind();
    float[] expected = null;
    for (String kind : List.of("dense", "nested", "image", "bytes")) {
      DeepModel model =
          new DeepEstimator()
              .setNetwork(Network.sequential(Shape.of(1, 2, 2), Flatten.of(), Dense.of(1)))
              .setInputCols(kind)
              .setTargetCols("y")
              .setEpochs(1)
              .setBatchSize(100)
              .setWorkers(1)
              .fit(data);
      float[] weights = model.tensor("dense_1.weight").toFloats();
      expected = expected == null ? weights : expected;
      for (int i = 0; i < weights.length; i++) {
        // Pixels are packed as bytes, so rows stand in another order in the only step.
        assertThat(weights[i]).as(kind).isCloseTo(expected[i], within(1e-5f));
      }
    }
  }

  @Test
  void arraysOfWholeNumbers_areLookedUp() {
    Dataset<Row> words =
        Toy.points(120, 1).selectExpr("array(int(label), int(id % 5)) as words", "label");
    NetworkBuilder builder = Network.builder("words");
    String input = builder.input(Input.indices("words", Shape.of(2)));
    String vectors = builder.add(Flatten.of(), builder.add(Embedding.of(5, 4), input));
    builder.output("scores", builder.add(Dense.of(3), vectors));
    DeepClassifier classifier =
        Toy.classifier().setNetwork(builder.build()).setFeaturesCol("words").setLearningRate(0.05);

    assertThat(classifier.fit(words).transform(words).filter("prediction != label").count())
        .isZero();
    assertThatThrownBy(
            () -> classifier.fit(words.withColumn("words", functions.expr("array(0.5, 1)"))))
        .hasMessageContaining("in column \"words\", got a number that is not whole");
    assertThatThrownBy(
            () -> classifier.fit(words.withColumn("words", functions.expr("array(5, 1)"))))
        .hasMessageContaining("expected indices from 0 to 4 in column \"words\"")
        .hasMessageContaining("got an index beyond the network's table in 120 of 120 rows");
    assertThat(
            classifier
                .setHandleInvalid("skip")
                .fit(words)
                .transform(words.withColumn("words", functions.expr("array(int(label * 4), 1)")))
                .count())
        .isEqualTo(words.filter("label < 2").count())
        .isLessThan(120);
  }

  private static List<double[]> scores(DeepModel model, Dataset<Row> data) {
    return model
        .transform(data)
        .orderBy("y")
        .select("output")
        .toJavaRDD()
        .map(row -> row.<Vector>getAs(0).toArray())
        .collect();
  }

  private static Dataset<Row> sameNumbersInEveryKind() {
    var floats = DataTypes.createArrayType(DataTypes.FloatType);
    StructType schema =
        new StructType()
            .add("y", DataTypes.IntegerType)
            .add("dense", SQLDataTypes.VectorType())
            .add("sparse", SQLDataTypes.VectorType())
            .add("flat", DataTypes.createArrayType(DataTypes.LongType))
            .add("nested", DataTypes.createArrayType(DataTypes.createArrayType(floats)))
            .add("image", ImageSchema.columnSchema())
            .add("bytes", DataTypes.BinaryType);
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[4];
      random.nextBytes(bytes);
      bytes[1] = 0;
      double[] numbers = new double[4];
      List<Long> longs = new ArrayList<>();
      List<Float> pixels = new ArrayList<>();
      for (int p = 0; p < 4; p++) {
        numbers[p] = bytes[p] & 0xff;
        longs.add((long) numbers[p]);
        pixels.add((float) numbers[p]);
      }
      Object nested =
          seq(List.of(seq(List.of(seq(pixels.subList(0, 2)), seq(pixels.subList(2, 4))))));
      rows.add(
          RowFactory.create(
              i,
              Vectors.dense(numbers),
              Vectors.dense(numbers).toSparse(),
              seq(longs),
              nested,
              RowFactory.create("", 2, 2, 1, 0, bytes),
              bytes));
    }
    return LocalSpark.session().createDataFrame(rows, schema);
  }

  private static Object seq(List<?> values) {
    return CollectionConverters.asScala(values).toSeq();
  }
}
