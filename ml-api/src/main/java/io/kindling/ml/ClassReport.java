package io.kindling.ml;

import io.kindling.ml.plot.Curve;
import io.kindling.ml.plot.Drawing;
import io.kindling.ml.plot.Heatmap;
import io.kindling.ml.plot.LineChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * How well a classifier does on labelled rows: its confusion matrix, and precision over recall for
 * each class against the others, as Spark's own evaluation computes them.
 *
 * @param labels the names of the classes
 * @param confusion rows by true class, columns by the class that was predicted
 * @param curves precision over recall by class
 */
public record ClassReport(
    List<String> labels,
    List<List<Long>> confusion,
    List<PrecisionRecall> curves,
    double accuracy,
    double weightedFMeasure) {
  private static final int BINS = 200;

  /** Copies the lists. */
  public ClassReport {
    labels = List.copyOf(labels);
    confusion = confusion.stream().map(List::copyOf).toList();
    curves = List.copyOf(curves);
  }

  /**
   * The curve of one class.
   *
   * @param area below it
   */
  public record PrecisionRecall(
      String label, List<Double> recall, List<Double> precision, double area) {
    /** Copies the lists. */
    public PrecisionRecall {
      recall = List.copyOf(recall);
      precision = List.copyOf(precision);
    }
  }

  /**
   * Judges rows that a model has scored.
   *
   * @param scored with columns of the label, the prediction and the probabilities
   */
  static ClassReport of(
      Dataset<Row> scored, String label, String prediction, String probability, String[] names) {
    JavaRDD<Row> rows = scored.select(probability, label, prediction).javaRDD().cache();
    try {
      JavaRDD<Tuple2<Object, Object>> pairs =
          rows.map(row -> new Tuple2<>(number(row, 2), number(row, 1)));
      MulticlassMetrics metrics = new MulticlassMetrics(pairs.rdd());
      List<PrecisionRecall> curves =
          IntStream.range(0, names.length).mapToObj(c -> curve(rows, c, names[c])).toList();
      return new ClassReport(
          List.of(names),
          confusion(pairs, names.length),
          curves,
          metrics.accuracy(),
          metrics.weightedFMeasure());
    } finally {
      rows.unpersist(false);
    }
  }

  private static double number(Row row, int place) {
    return ((Number) row.get(place)).doubleValue();
  }

  /** Spark's own matrix leaves predictions out whose class does not occur among the labels. */
  private static List<List<Long>> confusion(JavaRDD<Tuple2<Object, Object>> pairs, int classes) {
    long[][] counts = new long[classes][classes];
    pairs
        .countByValue()
        .forEach(
            (pair, count) -> {
              int prediction = ((Double) pair._1()).intValue();
              int label = ((Double) pair._2()).intValue();
              counts[label][prediction] = count;
            });
    return Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  /**
   * Returns the curve of each class.
   *
   * @param scored with columns of the label and the probabilities
   */
  public static List<PrecisionRecall> curvesOf(
      Dataset<Row> scored, String label, String probability) {
    JavaRDD<Row> rows = scored.select(probability, label).javaRDD().cache();
    try {
      List<Row> first = rows.take(1);
      int classes = first.isEmpty() ? 0 : ((Vector) first.get(0).get(0)).size();
      return IntStream.range(0, classes).mapToObj(c -> curve(rows, c, "" + c)).toList();
    } finally {
      rows.unpersist(false);
    }
  }

  /** Rows are probabilities and label. */
  private static PrecisionRecall curve(JavaRDD<Row> rows, int wanted, String name) {
    JavaRDD<Tuple2<Object, Object>> scores =
        rows.map(
            row ->
                new Tuple2<>(
                    ((Vector) row.get(0)).apply(wanted), number(row, 1) == wanted ? 1.0 : 0.0));
    BinaryClassificationMetrics metrics = new BinaryClassificationMetrics(scores.rdd(), BINS);
    List<Double> recall = new ArrayList<>();
    List<Double> precision = new ArrayList<>();
    for (Tuple2<Object, Object> point : metrics.pr().toJavaRDD().collect()) {
      recall.add((Double) point._1());
      precision.add((Double) point._2());
    }
    return new PrecisionRecall(name, recall, precision, metrics.areaUnderPR());
  }

  /** Returns the confusion matrix as a drawing. */
  public Drawing confusionMatrix() {
    String title = String.format(Locale.ROOT, "confusion matrix, accuracy %.4f", accuracy);
    return new Heatmap(title, "label", "prediction", labels, confusion).draw();
  }

  /** Returns precision over recall as a drawing. */
  public Drawing precisionRecall() {
    List<Curve> lines =
        curves.stream()
            .map(
                c ->
                    Curve.of(
                        String.format(Locale.ROOT, "%s (%.3f)", c.label(), c.area()),
                        c.recall(),
                        c.precision()))
            .toList();
    return new LineChart("precision over recall (area)", "recall", lines).draw();
  }
}
