package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.FitResult;
import io.kindling.distributed.Lab;
import io.kindling.test.support.SparkHome;
import io.kindling.training.Compute;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Two executors of two cores each, in an application that says nothing of spark.task.cpus. */
final class CoresTest {
  @Test
  void aWorkerHasAllCoresOfItsExecutor_unlessMoreWorkersAreAskedFor() throws Exception {
    Lab one = Lab.standard();
    Lab lab = one.spec(one.spec().compute(new Compute("auto", 0)));
    try (SparkSession session = SparkHome.localCluster(2, 2, 1024).getOrCreate()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      Executors.processes(spark, 2);

      assertPlaced(lab.fit(spark).result(), 2, 2);
      assertPlaced(lab.workers(4).fit(spark).result(), 4, 1);
      assertPlaced(lab.workers(1).fit(spark).result(), 1, 2);
      assertPlaced(one.fit(spark).result(), 4, 1);
    }
  }

  private static void assertPlaced(FitResult result, int workers, int threads) {
    assertThat(result.workers()).isEqualTo(workers);
    assertThat(result.threads()).isEqualTo(threads);
  }
}
