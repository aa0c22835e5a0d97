package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.Lab;
import io.kindling.test.support.StandaloneCluster;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One executor has one core, the other three. */
@Tag("slow")
final class UnequalExecutorsTest {
  @Test
  void executorsWithOneAndWithThreeCores_workAsManyAsTheyCan(@TempDir Path folder)
      throws Exception {
    try (StandaloneCluster cluster =
            StandaloneCluster.start("127.0.0.1", folder).worker(1, 1024).worker(3, 1024);
        SparkSession session = cluster.session(1024).getOrCreate()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      Executors.processes(spark, 2);
      Lab.Run one = Lab.standard().workers(1).fit(spark);

      Lab.Run all = Lab.standard().fit(spark);

      Executors.print("executors with 1 and with 3 cores", all);
      assertThat(all.result().workers()).isEqualTo(4);
      assertThat(all.distance(one)).isLessThan(1e-5);
    }
  }
}
