package io.kindling.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.training.EventSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole loop of a worker, with the rows that Spark has dealt to it, over many steps. */
final class SteadyLoopTest {
  private static final int BATCH = 37;
  private static final int PER_EPOCH = 200;
  private static final int STEPS = 2001;
  private static final int WARM = 500;

  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.cores(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static WatchingSchedule.Notes watched() {
    Lab lab = Lab.standard().workers(1).schedule(new WatchingSchedule(0.01)).epochs(11);
    WatchingSchedule.Notes notes = WatchingSchedule.begin(STEPS);
    lab.fit(
        spark,
        Lab.partitions(spark, lab.rows(BATCH * PER_EPOCH), BATCH * PER_EPOCH),
        Optional.empty(),
        EventSink.none());
    return notes;
  }

  @Test
  void stepsAfterWarmUp_allocateNothingAndTheProcessStaysAsItIs() {
    WatchingSchedule.Notes notes = watched();

    for (WatchingSchedule.Part part : WatchingSchedule.Part.values()) {
      // What a step allocates shows in all of these; the end of an epoch or a late compilation does
      // not.
      assertThat(notes.least(part, WARM, STEPS, 20)).as("bytes of 20 steps, %s", part).isZero();
    }
    assumeThat(Files.exists(Path.of("/proc/self/status"))).as("Linux").isTrue();
    // The heap takes its pages when it first uses them, now and then; what a step leaves behind
    // shows in every one of these: a single page a step would be 2 MB.
    long least = Long.MAX_VALUE;
    for (int step = WARM; step + 500 < STEPS; step += 500) {
      least = Math.min(least, notes.resident(step + 500) - notes.resident(step));
    }
    assertThat(least).as("growth over 500 steps, bytes").isLessThan(1 << 20);
  }
}
