package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.FailingSchedule;
import io.kindling.distributed.Lab;
import io.kindling.distributed.collective.WorkerLostException;
import io.kindling.test.support.SparkHome;
import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** An executor that ends in the middle of training. */
final class LostExecutorTest {
  @Test
  void itsWorkerIsNamed_andTheNextFitHasTheReplacement() throws IOException {
    try (SparkSession session = SparkHome.localCluster(2, 1, 1024).getOrCreate()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      Lab lab = Lab.standard().workers(2);

      assertThatThrownBy(() -> lab.schedule(FailingSchedule.exiting(0.05, 20, 1)).fit(spark))
          .isInstanceOf(WorkerLostException.class)
          .hasMessageContaining("worker 1 on ")
          .hasMessageMatching("(?s).*epoch 0, step (19|20|21).*");
      assertThat(spark.getPersistentRDDs()).isEmpty();
      assertThat(spark.sc().isStopped()).isFalse();

      assertThat(lab.fit(spark).result().digests()).hasSize(2);
    }
  }
}
