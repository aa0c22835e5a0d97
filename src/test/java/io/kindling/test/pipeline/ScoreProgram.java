package io.kindling.test.pipeline;

import java.io.IOException;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Loads a PipelineModel and prints what it gives for the rows of a Parquet file. */
public final class ScoreProgram {
  private ScoreProgram() {}

  /** Takes the paths of the model and of the rows. */
  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = session()) {
      PipelineModel model = PipelineModel.load(arguments[0]);
      System.out.print(scores(model, spark.read().parquet(arguments[1])));
    }
  }

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("kindling-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }

  /** Returns a line for each row, in the order of their ids. */
  static String scores(PipelineModel model, Dataset<Row> rows) {
    StringBuilder text = new StringBuilder();
    for (Row row : model.transform(rows).orderBy("id").collectAsList()) {
      text.append(row.<Long>getAs("id"))
          .append(' ')
          .append(row.<Vector>getAs("rawPrediction"))
          .append(' ')
          .append(row.<String>getAs("answer"))
          .append('\n');
    }
    return text.toString();
  }
}
