package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.ml.plot.Drawing;
import io.kindling.ml.plot.NetworkChart;
import io.kindling.ml.support.Toy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassReportTest {
  @TempDir Path folder;

  @Test
  void report_countsWhatTheModelSays() throws IOException {
    Dataset<Row> points = Toy.points(120, 1);
    DeepClassificationModel model =
        Toy.classifier().setEpochs(1).setValidationIndicatorCol("held").fit(points);
    ClassReport report = model.evaluate(points);
    Dataset<Row> scored = model.transform(points);
    assertThat(report.labels()).containsExactly("0", "1", "2");
    for (int label = 0; label < 3; label++) {
      for (int prediction = 0; prediction < 3; prediction++) {
        String of = "label = %d and prediction = %d".formatted(label, prediction);
        assertThat(report.confusion().get(label).get(prediction))
            .as(of)
            .isEqualTo(scored.filter(of).count());
      }
    }
    assertThat(report.accuracy()).isEqualTo(scored.filter("label = prediction").count() / 120.0);
    assertThat(report.curves()).hasSize(3).allMatch(curve -> curve.area() > 0.3);
    assertThat(report.curves().get(0).recall()).startsWith(0.0).endsWith(1.0);
    assertThat(report.confusionMatrix().toSvg()).contains("confusion matrix, accuracy");
    assertThat(report.precisionRecall().toSvg()).contains("recall");
    Drawing all =
        model
            .summary()
            .curves()
            .beside(
                report
                    .precisionRecall()
                    .above(
                        report.confusionMatrix().beside(new NetworkChart(model.network()).draw())));
    Path image = Files.createDirectories(Path.of("target", "images")).resolve("plots.png");
    all.write(image);
    assertThat(image).isNotEmptyFile();
  }

  @Test
  void classesThatDoNotOccur_haveEmptyRows() {
    Dataset<Row> points = Toy.points(60, 1);
    DeepClassificationModel model = Toy.classifier().setEpochs(1).fit(points);
    ClassReport report = model.evaluate(points.filter("label != 1"));
    assertThat(report.confusion()).hasSize(3);
    assertThat(report.confusion().get(1)).containsOnly(0L);
    assertThat(report.confusion().get(0).stream().mapToLong(Long::longValue).sum()).isEqualTo(20);
  }

  @Test
  void summary_drawsItsCurvesAndKeepsSteps() {
    DeepClassificationModel model =
        Toy.classifier()
            .setRunName("points")
            .setEpochs(3)
            .setValidationIndicatorCol("held")
            .fit(Toy.points(96, 1));
    TrainingSummary summary = model.summary();
    assertThat(summary.run()).startsWith("points");
    // 72 rows in batches of 16: 5 steps an epoch.
    assertThat(summary.steps()).hasSize(15);
    assertThat(summary.steps().get(14).epochs()).isEqualTo(3);
    summary.curves().write(folder.resolve("curves.png"));
    assertThat(folder.resolve("curves.png")).isNotEmptyFile();
    assertThat(summary.curves().toSvg()).contains("accuracy", "validation", "steps");

    String path = folder.resolve("model").toString();
    assertThatThrownBy(() -> TrainingSummary.untrained("from a file").curves())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected a history to draw");
    try {
      model.save(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertThat(DeepClassificationModel.load(path).summary()).isEqualTo(summary);
  }
}
