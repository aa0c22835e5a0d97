package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.FailingSchedule;
import io.kindling.distributed.Lab;
import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.distributed.checkpoint.Interval;
import io.kindling.distributed.collective.WorkerLostException;
import io.kindling.test.support.SparkHome;
import io.kindling.training.TrainingEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors are killed in the middle of training, and replacements come. */
final class LostExecutorTest {
  /** Steps that take long enough to be hit, 28 an epoch. */
  private static final Lab LAB = Lab.standard().epochs(60).workers(2);

  private static final long HIT = 400;

  private static TestCluster cluster;
  private static JavaSparkContext spark;
  private static Lab.Run undisturbed;

  @BeforeAll
  static void start() {
    cluster = TestCluster.start(SparkHome.localCluster(2, 1, 1024));
    spark = cluster.spark();
    undisturbed = LAB.fit(spark);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void nothingIsLeftBehind() throws InterruptedException {
    cluster.assertNothingIsLeftBehind();
  }

  /** Fits, and kills some of the executors when they are in step {@link #HIT}. */
  private static Lab.Run disturbed(int from, int to) {
    return disturbed(LAB, from, to);
  }

  private static Lab.Run disturbed(Lab lab, int from, int to) {
    List<Long> victims = new ArrayList<>(Executors.processes(spark, 2).values()).subList(from, to);
    return cluster.disturbed(lab, HIT, () -> victims.forEach(Executors::kill));
  }

  /** Returns how many steps were done again: those told before the resumption and not in it. */
  private static long repeated(Lab.Run run) {
    int at = run.events().indexOf(run.resumptions().get(0));
    long done = 0;
    for (TrainingEvent event : run.events().subList(0, at)) {
      if (event instanceof TrainingEvent.StepFinished step) {
        done = step.step() + 1;
      }
    }
    return done - run.resumptions().get(0).steps();
  }

  @Test
  void executorsOfOneHost_shareMemoryWhileTheyTrain() {
    Collection<Long> processes = Executors.processes(spark, 2).values();
    List<Long> shared = new ArrayList<>();
    cluster.disturbed(
        LAB, HIT, () -> processes.forEach(p -> shared.add(Executors.sharedMemories(p))));
    // Each writes one and reads the other's.
    assertThat(shared).containsExactly(2L, 2L);
  }

  @Test
  void oneExecutorKilledInMidEpoch_aReplacementComes() {
    assertGoesOnWithout(0);
  }

  @Test
  @Tag("slow")
  void theOtherExecutorKilledInMidEpoch_aReplacementComes() {
    assertGoesOnWithout(1);
  }

  private static void assertGoesOnWithout(int victim) {
    Lab.Run run = disturbed(victim, victim + 1);

    Executors.print("executor killed in mid-epoch, a replacement comes", run);
    assertThat(run.resumptions()).isNotEmpty();
    assertThat(run.resumptions().get(0).steps()).isGreaterThanOrEqualTo(HIT);
    assertThat(repeated(run)).isLessThanOrEqualTo(1);
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
    assertThat(run.result().digests()).hasSize(2);
  }

  @Test
  @Tag("slow")
  void allExecutorsKilled_withoutACheckpointItBeginsFromTheStartAndSaysSo() {
    Lab.Run run = disturbed(0, 2);

    Executors.print("all executors killed, no checkpoint", run);
    assertThat(run.resumptions().get(0).steps()).isZero();
    assertThat(run.resumptions().get(0).message()).contains("begins from the start");
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
  }

  @Test
  void allExecutorsKilled_itGoesOnFromTheLastCheckpoint(@TempDir Path folder) {
    CheckpointSettings every =
        CheckpointSettings.none().directory(folder.toString()).interval(Interval.of("50 steps"));
    Lab.Run run = disturbed(LAB.settings(LAB.settings().checkpoints(every)), 0, 2);

    Executors.print("all executors killed, with checkpoints", run);
    assertThat(run.resumptions().get(0).steps()).isBetween(HIT - 50, HIT + 1_000);
    assertThat(run.resumptions().get(0).message()).contains("from the checkpoint");
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
  }

  @Test
  void taskThatThrowsOnce_isTriedAgain(@TempDir Path folder) {
    Lab once = LAB.schedule(FailingSchedule.throwing(0.05, HIT, 1).once(folder.resolve("mark")));

    Lab.Run run = once.fit(spark);

    Executors.print("task throws once", run);
    assertThat(run.resumptions()).hasSize(1);
    assertThat(run.resumptions().get(0).steps()).isEqualTo(HIT);
    assertThat(run.bits()).isEqualTo(undisturbed.bits());
  }

  @Test
  @Tag("slow")
  void taskThatThrowsAlways_failsWithItsCauseWorkerAndStep() {
    assertThatThrownBy(() -> LAB.schedule(FailingSchedule.throwing(0.05, HIT, 1)).fit(spark))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Worker 1 on ")
        .hasMessageContaining("epoch 14, step ")
        .hasRootCauseInstanceOf(ArithmeticException.class)
        .hasRootCauseMessage("a mistake of the user");
  }

  @Test
  @Tag("slow")
  void executorThatAlwaysEndsInTheSameStep_isNamed() {
    assertThatThrownBy(() -> LAB.schedule(FailingSchedule.exiting(0.05, HIT, 1)).fit(spark))
        .isInstanceOf(WorkerLostException.class)
        .hasMessageContaining("worker 1 on ")
        .hasMessageMatching("(?s).*epoch 14, step .*");
  }
}
