package io.kindling.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.bench.measure.Sessions;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.bench.score.ScorePlan;
import io.kindling.bench.train.TrainCase;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineBenchTest {
  @TempDir Path folder;

  @Test
  void fitsAndTransformsAsOftenAsAsked() throws Exception {
    int[] asked = new int[2];
    try (SparkSession spark = Sessions.open(2)) {
      PipelineProgram.run(TrainCase.named("lenet"), 150, spark, folder, () -> ++asked[0] <= 2);
      assertThat(spark.read().parquet(folder.resolve("rows").toString()).count()).isEqualTo(150);
      String model = ScorePlan.write(BenchNetwork.LENET, folder).toString();
      TransformProgram.run(BenchNetwork.LENET, 30, spark, model, () -> ++asked[1] <= 2);
    }
    assertThat(asked).containsExactly(3, 3);
  }
}
