package io.kindling.test.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.Dropout;
import io.kindling.layers.Flatten;
import io.kindling.layers.MaxPool2d;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.ml.DeepClassifier;
import io.kindling.tensor.Shape;
import io.kindling.test.support.OtherJvm;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a saved PipelineModel gives to others: another JVM, another runtime. */
final class SavedModelTest {
  private static final int SIDE = 8;

  @TempDir static Path folder;

  private static SparkSession spark;
  private static Dataset<Row> images;
  private static PipelineModel model;
  private static String path;

  @BeforeAll
  static void fit() throws Exception {
    spark = ScoreProgram.session();
    images = images();
    model = pipeline().fit(images);
    path = folder.resolve("model").toString();
    model.save(path);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void anotherJvm_loadsAndScoresTheSame() throws Exception {
    String rows = folder.resolve("rows").toString();
    images.write().parquet(rows);

    OtherJvm.Outcome other = OtherJvm.run(ScoreProgram.class, 240, path, rows);

    assertThat(other.status()).as(other.errors()).isZero();
    assertThat(other.output()).isEqualTo(ScoreProgram.scores(model, images));
  }

  @Test
  void onnxruntime_givesTheSameOutputs() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    List<Row> rows = model.transform(images).limit(50).collectAsList();
    FloatBuffer pixels = FloatBuffer.allocate(rows.size() * SIDE * SIDE);
    for (Row row : rows) {
      for (double pixel : row.<Vector>getAs("features").toArray()) {
        pixels.put((float) pixel);
      }
    }
    pixels.flip();

    try (OrtSession session = environment.createSession(modelFile().toString());
        OnnxTensor input =
            OnnxTensor.createTensor(environment, pixels, new long[] {rows.size(), 1, SIDE, SIDE});
        OrtSession.Result result = session.run(Map.of("input", input))) {
      float[][] scores = (float[][]) result.get(0).getValue();
      for (int i = 0; i < scores.length; i++) {
        double[] ours = rows.get(i).<Vector>getAs("rawPrediction").toArray();
        for (int k = 0; k < ours.length; k++) {
          assertThat(Math.abs(scores[i][k] - ours[k]))
              .as("row %d class %d: onnxruntime %s, ours %s", i, k, scores[i][k], ours[k])
              .isLessThanOrEqualTo(1e-5 * Math.max(1, Math.abs(ours[k])));
        }
      }
    }
  }

  private static Path modelFile() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of(path))) {
      return files.filter(file -> file.endsWith("model.onnx")).findFirst().orElseThrow();
    }
  }

  private static Pipeline pipeline() {
    Network network =
        Network.sequential(
            Shape.of(1, SIDE, SIDE),
            Conv2d.of(4, 3),
            BatchNorm.of(),
            Relu.of(),
            MaxPool2d.of(2),
            Flatten.of(),
            Dropout.of(0.25),
            Dense.of(3));
    DeepClassifier classifier =
        new DeepClassifier()
            .setNetwork(network)
            .setEpochs(3)
            .setBatchSize(16)
            .setLearningRate(0.01)
            .setWorkers(2)
            .setThreads(1);
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new StringIndexer().setInputCol("name").setOutputCol("label"),
              classifier,
              new IndexToString().setInputCol("prediction").setOutputCol("answer")
            });
  }

  /** Noise with a bright row, column or corner. */
  private static Dataset<Row> images() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double[] pixels = random.doubles(SIDE * SIDE).toArray();
      for (int p = 0; p < SIDE; p++) {
        int bright =
            switch (i % 3) {
              case 0 -> 3 * SIDE + p;
              case 1 -> p * SIDE + 4;
              default -> p / 3 * SIDE + p % 3;
            };
        pixels[bright] += 1;
      }
      String name = List.of("row", "column", "corner").get(i % 3);
      rows.add(RowFactory.create((long) i, Vectors.dense(pixels), name));
    }
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("features", SQLDataTypes.VectorType())
            .add("name", DataTypes.StringType);
    return spark.createDataFrame(rows, schema).repartition(3);
  }
}
