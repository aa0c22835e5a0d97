package io.kindling.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.training.Compute;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits that cannot succeed say why, leave nothing behind and can be run again. */
final class LocalFaultsTest {
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.cores(3);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @AfterEach
  void nothingIsLeftBehind() throws InterruptedException {
    assertThat(spark.getPersistentRDDs()).isEmpty();
    Set<String> left = threads();
    for (int tries = 0; !left.isEmpty() && tries < 300; tries++) {
      Thread.sleep(100);
      left = threads();
    }
    assertThat(left).isEmpty();
    assertThat(spark.sc().isStopped()).isFalse();
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("kindling"))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aWorkerThatThrows_isNamedWithItsStepAndTheOriginalCause(int workers) {
    Lab lab =
        Lab.standard().schedule(FailingSchedule.throwing(0.05, 31, workers - 1)).workers(workers);

    assertThatThrownBy(() -> lab.fit(spark))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Worker " + (workers - 1) + " on 127.0.0.1")
        .hasMessageMatching("(?s).*epoch 1, step [23].*")
        .hasMessageContaining("a mistake of the user")
        .hasRootCauseInstanceOf(ArithmeticException.class)
        .satisfies(
            e ->
                assertThat(e.getSuppressed()[0])
                    .hasMessageContaining("gave up after 4 attempts in a row"));

    assertThat(Lab.standard().workers(workers).fit(spark).result().digests()).hasSize(workers);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aWorkerThatThrowsOnce_isTriedAgainFromTheSameStep(int workers, @TempDir Path folder) {
    Lab lab = Lab.standard().workers(workers);
    FailingSchedule once =
        FailingSchedule.throwing(0.05, 31, workers - 1).once(folder.resolve("mark"));

    Lab.Run again = lab.schedule(once).fit(spark);

    assertThat(again.bits()).isEqualTo(lab.fit(spark).bits());
    assertThat(again.resumptions()).hasSize(1);
    assertThat(again.resumptions().get(0).steps()).isEqualTo(31);
    assertThat(again.resumptions().get(0).message()).startsWith("attempt 2 goes on after step 31");
    assertThat(again.losses()).hasSize(56);
  }

  @Test
  void aSinkThatThrows_endsTheFit() {
    Lab lab = Lab.standard().workers(2);

    assertThatThrownBy(
            () ->
                lab.fit(
                    spark,
                    Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
                    Optional.empty(),
                    event -> {
                      throw new ArithmeticException("no place for events");
                    }))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("no place for events");
  }

  @Test
  void anErrorOfTheSink_endsTheFitAndItsWorkers() {
    Lab lab = Lab.standard().workers(3).epochs(100_000);

    assertThatThrownBy(
            () ->
                lab.fit(
                    spark,
                    Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
                    Optional.empty(),
                    event -> {
                      throw new AssertionError("no place for events");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("no place for events");
    // The slots are free again, or this would wait for them without end.
    assertThat(Lab.standard().workers(3).fit(spark).losses()).hasSize(56);
  }

  @Test
  void aJobGroupThatInterruptsItsTasks_stopsToo() {
    Lab lab = Lab.standard().workers(2).epochs(100_000);
    AtomicBoolean asked = new AtomicBoolean();
    spark.setJobGroup("fit", "to be cancelled", true);
    try {
      assertThatThrownBy(
              () ->
                  lab.fit(
                      spark,
                      Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
                      Optional.empty(),
                      event -> {
                        if (!asked.getAndSet(true)) {
                          spark.cancelJobGroup("fit");
                        }
                      }))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("cancelled");
    } finally {
      spark.clearJobGroup();
    }
  }

  @Test
  void aCancelledJobGroup_stopsAndCanBeRunAgain() {
    Lab lab = Lab.standard().workers(2).epochs(100_000);
    AtomicBoolean asked = new AtomicBoolean();
    spark.setJobGroup("fit", "to be cancelled", false);
    try {
      assertThatThrownBy(
              () ->
                  lab.fit(
                      spark,
                      Lab.partitions(spark, lab.rows(Lab.ROWS), Lab.UNEVEN),
                      Optional.empty(),
                      event -> {
                        if (!asked.getAndSet(true)) {
                          spark.cancelJobGroup("fit");
                        }
                      }))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("Fit: the job of the workers was stopped in epoch")
          .hasMessageContaining("cancelled");
    } finally {
      spark.clearJobGroup();
    }

    assertThat(Lab.standard().workers(2).fit(spark).losses()).hasSize(56);
  }

  @Test
  void moreWorkersThanSlots_areRefusedWithWhatToChange() {
    Lab lab = Lab.standard();

    assertThatThrownBy(
            () ->
                lab.settings(lab.settings().workers(4).workerWait(Duration.ofMillis(300)))
                    .fit(spark))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at most 3")
        .hasMessageContaining("got 4")
        .hasMessageContaining("workerWait");
  }

  @Test
  void moreThreadsThanCores_areRefused() {
    Lab lab = Lab.standard();

    assertThatThrownBy(
            () -> lab.spec(lab.spec().compute(new Compute("auto", 2))).workers(2).fit(spark))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at most 1 for each of 2 workers, got 2");
  }

  @Test
  void noRowsAndFewerRowsThanWorkers_areRefusedBeforeTraining() {
    Lab lab = Lab.standard().workers(3);

    assertThatThrownBy(() -> lab.fit(spark, spark.emptyRDD(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Training rows: expected at least one row, got none");
    assertThatThrownBy(
            () -> lab.fit(spark, Lab.partitions(spark, lab.rows(2), 2), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 2. Set fewer workers");
    assertThatThrownBy(
            () ->
                lab.fit(
                    spark, Lab.partitions(spark, lab.rows(20), 20), Optional.of(spark.emptyRDD())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Validation rows");
  }

  @Test
  void negativeNumbers_areRefused() {
    assertThatThrownBy(() -> FitSettings.defaults().workers(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FitSettings.defaults().timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FitSettings.defaults().bucketBytes(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parametersOfAnotherNetwork_areRefusedBeforeTraining() {
    Lab lab = Lab.standard();
    FitRequest request =
        new FitRequest(
            lab.network().toJson(),
            lab.spec().toJson(io.kindling.layers.json.JsonCodec.standard()),
            lab.format(),
            Parameters.zeros(new ParameterLayout(List.of(), 0)));

    assertThatThrownBy(
            () ->
                DistributedTraining.fit(
                    spark,
                    Lab.partitions(spark, lab.rows(100), 100),
                    Optional.empty(),
                    request,
                    lab.settings(),
                    event -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Use parameters of the same network.");
  }
}
