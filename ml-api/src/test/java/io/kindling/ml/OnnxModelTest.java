package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.ml.support.Toy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of ONNX files; {@code foreign.py} beside the files writes them with ONNX's own tools. */
final class OnnxModelTest {
  private static Dataset<Row> points;

  @TempDir Path folder;

  @BeforeAll
  static void data() {
    points = Toy.points(120, 1);
  }

  private String file(String name) throws Exception {
    return Path.of(OnnxModelTest.class.getResource("/io/kindling/ml/" + name).toURI()).toString();
  }

  @Test
  void foreignFile_scoresADataFrame() throws Exception {
    DeepModel model = DeepModel.fromOnnx(file("foreign.onnx")).setInputCols("features");
    Dataset<Row> scored = model.transform(points);

    assertThat(scored.columns()).endsWith("scores");
    for (Row row : scored.takeAsList(10)) {
      double[] x = row.<Vector>getAs("features").toArray();
      double[] y = row.<Vector>getAs("scores").toArray();
      // The file multiplies by [[1, 2, 3], [4, 5, 6]] and adds [0.5, 0, -0.5].
      assertThat(y[0]).isCloseTo(x[0] + 4 * x[1] + 0.5, within(1e-5));
      assertThat(y[2]).isCloseTo(3 * x[0] + 6 * x[1] - 0.5, within(1e-5));
    }
  }

  @Test
  void foreignModel_isSavedAndLoaded() throws Exception {
    DeepModel model = DeepModel.fromOnnx(file("foreign.onnx")).setInputCols("features");
    String path = folder.resolve("model").toString();
    model.save(path);

    assertThat(DeepModel.load(path).transform(points).collectAsList())
        .isEqualTo(model.transform(points).collectAsList());
  }

  @Test
  void foreignFile_isTrainedFurther() throws Exception {
    DeepEstimator estimator =
        new DeepEstimator()
            .setInitialModel(file("foreign.onnx"))
            .setInputCols("features")
            .setTargetCols("label")
            .setLosses(SoftmaxCrossEntropy.of())
            .setEpochs(3)
            .setLearningRate(0.05)
            .setWorkers(1);
    DeepModel model = estimator.fit(points);

    List<TrainingSummary.EpochSummary> history = model.summary().history();
    assertThat(history.get(2).loss()).isLessThan(history.get(0).loss());
    assertThat(model.transform(points).columns()).endsWith("scores");
  }

  @Test
  void savedModel_isTrainedFurther() throws Exception {
    DeepClassificationModel first = Toy.classifier().setEpochs(5).fit(points);
    String path = folder.resolve("model").toString();
    first.save(path);

    DeepClassificationModel second =
        Toy.classifier().setInitialModel(path).setEpochs(1).setLearningRate(1e-9).fit(points);

    assertThat(second.tensor("dense_1.weight").toFloats())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(first.tensor("dense_1.weight").toFloats());
  }

  @Test
  void allThatDoesNotFit_isListedInOneError() throws Exception {
    DeepClassifier classifier = Toy.classifier().setInitialModel(file("unfit.onnx"));

    assertThatThrownBy(() -> classifier.fit(points))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("unfit.onnx")
        .hasMessageContaining("dense_1.weight")
        .hasMessageContaining("\"w\"")
        .hasMessageContaining("Det");
  }

  @Test
  void bakedInBatchSize_isRefused() throws Exception {
    String path = file("batch8.onnx");

    assertThatThrownBy(() -> DeepModel.fromOnnx(path))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected a symbol as first dimension");
    assertThatThrownBy(() -> Toy.classifier().setInitialModel(path).fit(points))
        .hasMessageContaining("expected a symbol as first dimension")
        .hasMessageContaining("dense_1.weight");
  }

  @Test
  void missingOrTruncatedFile_isNamed() throws Exception {
    assertThatThrownBy(() -> DeepModel.fromOnnx(folder.resolve("none.onnx").toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("none.onnx");
    Path cut = folder.resolve("cut.onnx");
    byte[] whole = Files.readAllBytes(Path.of(file("foreign.onnx")));
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> DeepModel.fromOnnx(cut.toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("cut.onnx");
  }
}
