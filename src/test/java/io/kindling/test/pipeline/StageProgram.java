package io.kindling.test.pipeline;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Loads saved stages of any class and prints their params, and what models give for rows. */
public final class StageProgram {
  private StageProgram() {}

  /** Takes the path of the rows, then class and path of each stage. */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark = ScoreProgram.session()) {
      Dataset<Row> rows = spark.read().parquet(arguments[0]);
      for (int i = 1; i < arguments.length; i += 2) {
        Class<?> type = Class.forName(arguments[i]);
        Object stage = type.getMethod("load", String.class).invoke(null, arguments[i + 1]);
        System.out.print(text((PipelineStage) stage, rows));
      }
    }
  }

  static String text(PipelineStage stage, Dataset<Row> rows) {
    StringBuilder text = new StringBuilder(stage.getClass().getName() + " " + stage.uid() + '\n');
    if (stage instanceof Pipeline pipeline) {
      for (PipelineStage inner : pipeline.getStages()) {
        text.append(text(inner, rows));
      }
      return text.toString();
    }
    Map<String, String> params = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      if (stage.isDefined(param)) {
        params.put(param.name(), json(param, stage));
      }
    }
    text.append(params).append('\n');
    if (stage instanceof Transformer model) {
      model.transform(rows).orderBy("id").collectAsList().forEach(r -> text.append(r).append('\n'));
    }
    return text.toString();
  }

  private static <T> String json(Param<T> param, PipelineStage stage) {
    return param.jsonEncode(stage.getOrDefault(param));
  }
}
