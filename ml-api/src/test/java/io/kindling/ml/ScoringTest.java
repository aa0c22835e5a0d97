package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.ml.support.LocalSpark;
import io.kindling.ml.support.Toy;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoringTest {
  private static Dataset<Row> points;
  private static DeepClassificationModel model;

  @TempDir Path folder;

  @BeforeAll
  static void fit() {
    points = Toy.points(100, 1);
    model = Toy.classifier().setEpochs(1).fit(points);
  }

  @Test
  void scores_dependNeitherOnBatchSizeNorOnPartitions() {
    List<Vector> expected = raw(points);
    for (int batch : new int[] {1, 7, 100, 1000}) {
      model.setScoringBatchSize(batch);
      close(raw(points.repartition(batch % 5 + 1)), expected);
    }
    model.setScoringBatchSize(256);
    close(raw(points.repartition(40)), expected);
    close(raw(points.coalesce(1)), expected);
  }

  private static void close(List<Vector> scores, List<Vector> expected) {
    assertThat(scores).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      for (int k = 0; k < 3; k++) {
        assertThat(scores.get(i).apply(k)).isCloseTo(expected.get(i).apply(k), within(1e-5));
      }
    }
  }

  private static List<Vector> raw(Dataset<Row> data) {
    return model
        .transform(data)
        .orderBy("id")
        .select("rawPrediction")
        .toJavaRDD()
        .map(row -> row.<Vector>getAs(0))
        .collect();
  }

  @Test
  void everyColumn_isKeptWithItsMetadata() {
    Metadata note = new MetadataBuilder().putString("note", "kept").build();
    Dataset<Row> data =
        points
            .withColumn("a.b", functions.col("id").as("a.b", note))
            .withColumn("t`ck", functions.array(functions.struct("id", "name")))
            .withColumn("time", functions.current_timestamp());

    Dataset<Row> scored = model.transform(data);

    assertThat(scored.schema().apply("a.b").metadata()).isEqualTo(note);
    assertThat(scored.drop("rawPrediction", "probability", "prediction").schema())
        .isEqualTo(data.schema());
    assertThat(scored.select("id", "`t``ck`").orderBy("id").collectAsList())
        .isEqualTo(data.select("id", "`t``ck`").orderBy("id").collectAsList());
  }

  @Test
  void columnsOfTheSameName_areKept() {
    Dataset<Row> twice = points.select(points.col("*"), functions.lit(1).as("name"));

    assertThat(model.transform(twice).columns()).hasSize(points.columns().length + 4);
    assertThat(model.transform(twice).count()).isEqualTo(100);
  }

  @Test
  void limit_stopsScoringEarly() {
    assertThat(model.transform(points).limit(3).collectAsList()).hasSize(3);
    assertThat(model.transform(points).filter("false").count()).isZero();
  }

  @Test
  void streamingDataFrames_areScored() throws Exception {
    String in = folder.resolve("in").toString();
    points.write().parquet(in);
    Dataset<Row> stream =
        LocalSpark.session()
            .readStream()
            .schema(points.schema())
            .option("maxFilesPerTrigger", 1)
            .parquet(in);

    StreamingQuery query =
        model
            .transform(stream)
            .writeStream()
            .format("memory")
            .queryName("scored")
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .start();
    try {
      query.processAllAvailable();
    } finally {
      query.stop();
    }

    List<Row> expected =
        model.transform(points).select("id", "prediction").orderBy("id").collectAsList();
    assertThat(
            LocalSpark.session()
                .table("scored")
                .select("id", "prediction")
                .orderBy("id")
                .collectAsList())
        .isEqualTo(expected);
  }

  @Test
  void streams_followHandleInvalid() throws Exception {
    String in = folder.resolve("torn").toString();
    points
        .withColumn("features", functions.expr("if(id < 10, null, features)"))
        .write()
        .parquet(in);
    Dataset<Row> stream = LocalSpark.session().readStream().schema(points.schema()).parquet(in);

    assertThat(counts(model.copy(new ParamMap()).setHandleInvalid("skip").transform(stream)))
        .isEqualTo(RowFactory.create(90L, 90L));
    assertThat(counts(model.copy(new ParamMap()).setHandleInvalid("keep").transform(stream)))
        .isEqualTo(RowFactory.create(100L, 90L));
    assertThatThrownBy(() -> counts(model.copy(new ParamMap()).transform(stream)))
        .isInstanceOf(StreamingQueryException.class)
        .hasMessageContaining("in column \"features\", got null");
  }

  private static Row counts(Dataset<Row> stream) throws Exception {
    StreamingQuery query = stream.writeStream().format("memory").queryName("counted").start();
    try {
      query.processAllAvailable();
    } finally {
      query.stop();
    }
    return LocalSpark.session().sql("select count(*), count(prediction) from counted").first();
  }

  @Test
  void severalModels_scoreInOneQuery() {
    DeepClassificationModel other =
        Toy.classifier()
            .setSeed(9)
            .setEpochs(1)
            .setPredictionCol("other")
            .setRawPredictionCol("")
            .setProbabilityCol("")
            .fit(points);
    List<Row> alone = other.transform(points).select("id", "other").orderBy("id").collectAsList();

    Dataset<Row> both = other.transform(model.transform(points));

    assertThat(both.select("id", "other").orderBy("id").collectAsList()).isEqualTo(alone);
    assertThat(model.transform(points).join(both.select("id", "other"), "id").count())
        .isEqualTo(100);
  }

  @Test
  void columnsOfAnyNameAndOrigin_areRead() {
    UDF1<Vector, Vector> same = x -> x;
    for (String name : List.of("a.b", "a b", "a`b")) {
      Dataset<Row> data =
          points
              .withColumn(
                  name,
                  functions.udf(same, SQLDataTypes.VectorType()).apply(points.col("features")))
              .withColumn("l." + name, points.col("label"))
              .withColumn("h." + name, points.col("held"))
              .withColumn("w." + name, points.col("weight"));
      DeepClassificationModel fitted =
          Toy.classifier()
              .setEpochs(1)
              .setFeaturesCol(name)
              .setLabelCol("l." + name)
              .setValidationIndicatorCol("h." + name)
              .setWeightCol("w." + name)
              .setPredictionCol("p." + name)
              .fit(data);

      assertThat(fitted.transform(data).columns()).endsWith("p." + name);
      assertThat(fitted.transform(data).count()).isEqualTo(100);
    }
  }

  @Test
  void savedModel_scoresAsBefore() throws Exception {
    String path = folder.resolve("model").toString();
    model.save(path);
    DeepClassificationModel loaded = DeepClassificationModel.load(path);

    assertThat(loaded.summary()).isEqualTo(model.summary());
    assertThat(loaded.network()).isEqualTo(model.network());
    assertThat(loaded.transform(points).orderBy("id").collectAsList())
        .isEqualTo(model.transform(points).orderBy("id").collectAsList());
  }
}
