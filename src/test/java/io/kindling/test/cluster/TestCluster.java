package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.Lab;
import io.kindling.training.TrainingEvent;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Two executors, each a JVM of its own, that the tests of a class share and disturb. */
record TestCluster(SparkSession session, JavaSparkContext spark) implements AutoCloseable {
  private static final int EXECUTORS = 2;

  static TestCluster start(SparkSession.Builder builder) {
    SparkSession session = builder.getOrCreate();
    return new TestCluster(session, JavaSparkContext.fromSparkContext(session.sparkContext()));
  }

  /** Fits, and does something once, when a step is done. */
  Lab.Run disturbed(Lab lab, long step, Runnable disturbance) {
    boolean[] hit = {false};
    return lab.watched(
        spark,
        Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
        Optional.empty(),
        event -> {
          if (!hit[0] && event instanceof TrainingEvent.StepFinished done && done.step() >= step) {
            hit[0] = true;
            disturbance.run();
          }
        });
  }

  /**
   * Fails where a fit has left rows, or threads or shared memory in executors, or has stopped the
   * context.
   */
  void assertNothingIsLeftBehind() throws InterruptedException {
    assertThat(spark.sc().isStopped()).isFalse();
    assertThat(spark.getPersistentRDDs()).isEmpty();
    assertThat(Executors.threads(spark, EXECUTORS)).isEmpty();
    assertThat(sharedMemories()).containsOnly(0L);
  }

  /** Returns how many pieces of memory each executor shares with others now. */
  List<Long> sharedMemories() {
    return Executors.processes(spark, EXECUTORS).values().stream()
        .map(Executors::sharedMemories)
        .toList();
  }

  @Override
  public void close() {
    session.stop();
  }
}
