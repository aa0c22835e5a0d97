package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.FailingSchedule;
import io.kindling.distributed.Lab;
import io.kindling.layers.Dense;
import io.kindling.layers.Flatten;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.tensor.Shape;
import io.kindling.test.support.SparkHome;
import io.kindling.training.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hundred fits in one application, half of them cancelled or failing, leave nothing behind. */
@Tag("slow")
final class ManyFitsTest {
  private static final int FITS = 200;

  /** Until then classes are loaded, code is compiled and pools of threads grow. */
  private static final int WARM = 40;

  private static final long MIB = 1 << 20;

  /**
   * What may be there more than before, in bytes: code that is compiled late, free memory that the
   * allocator keeps. One vector of the network that stays after each fit would be 200 MiB.
   */
  private static final long MORE = 128 * MIB;

  /** Its vectors are large beside what is left to chance. */
  private static final Lab LAB =
      new Lab(
              Network.sequential(
                  Shape.of(1, 6, 6), Flatten.of(), Dense.of(8_000), Relu.of(), Dense.of(5)),
              Lab.standard().spec(),
              Lab.standard().settings())
          .workers(2);

  /** What a process holds. */
  private record Holdings(
      String process, long heap, long outside, int threads, int sockets, long files)
      implements java.io.Serializable {
    /**
     * Returns what this process holds.
     *
     * @param others threads that were there before any fit
     */
    static Holdings ofThisProcess(Set<Long> others) {
      try {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        Set<Long> fits = ourThreads();
        fits.removeAll(others);
        return new Holdings(
            SparkEnv.get().executorId(),
            runtime.totalMemory() - runtime.freeMemory(),
            NativeMemory.resident(),
            fits.size(),
            openSockets(),
            rowFiles());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Set<Long> ourThreads() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("kindling"))
          .map(Thread::getId)
          .collect(Collectors.toSet());
    }

    private static int openSockets() throws IOException {
      int count = 0;
      try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
        for (Path file : files.toList()) {
          try {
            count += Files.readSymbolicLink(file).toString().startsWith("socket") ? 1 : 0;
          } catch (IOException e) {
            // The listing itself had been open.
            count += 0;
          }
        }
      }
      return count;
    }

    private static long rowFiles() throws IOException {
      long count = 0;
      for (var folder : SparkEnv.get().blockManager().diskBlockManager().localDirs()) {
        try (Stream<Path> files = Files.list(folder.toPath())) {
          count +=
              files.filter(file -> file.getFileName().toString().startsWith("kindling")).count();
        }
      }
      return count;
    }
  }

  private static List<Holdings> look(JavaSparkContext spark, Set<Long> others)
      throws InterruptedException {
    assertThat(Executors.threads(spark, 2)).isEmpty();
    List<Holdings> all = new ArrayList<>();
    for (int tries = 0; all.size() < 2 && tries < 50; tries++) {
      for (Holdings each :
          spark
              .parallelize(IntStream.range(0, 8).boxed().toList(), 8)
              .map(
                  i -> {
                    Thread.sleep(50);
                    return Holdings.ofThisProcess(Set.of());
                  })
              .collect()) {
        all.removeIf(other -> other.process().equals(each.process()));
        all.add(each);
      }
    }
    all.add(Holdings.ofThisProcess(others));
    return all.stream().sorted((a, b) -> a.process().compareTo(b.process())).toList();
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void memoryThreadsPortsAndBlocks_returnToWhereTheyBegan() throws Exception {
    try (SparkSession session =
        SparkHome.localCluster(2, 1, 512)
            .config("spark.task.maxFailures", 1)
            // Without it glibc keeps free memory apart for as many as sixteen threads.
            .config("spark.executorEnv.MALLOC_ARENA_MAX", 2)
            // What Spark remembers of jobs for its pages is no concern of fits.
            .config("spark.ui.retainedJobs", 20)
            .config("spark.ui.retainedStages", 20)
            .config("spark.ui.retainedTasks", 100)
            .getOrCreate()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      // Other tests run in this process too.
      Set<Long> others = Holdings.ourThreads();
      List<Holdings> before = List.of();
      for (int fit = 0; fit < FITS; fit++) {
        if (fit == WARM) {
          before = look(spark, others);
        }
        switch (fit % 4) {
          case 0 -> cancelled(spark);
          case 1 -> failing(spark);
          default -> assertThat(LAB.fit(spark).losses()).hasSize(56);
        }
      }
      List<Holdings> after = look(spark, others);

      System.out.println("200 fits, half of them cancelled or failing:");
      before.forEach(each -> System.out.println("  before " + each));
      after.forEach(each -> System.out.println("  after  " + each));
      assertThat(spark.getPersistentRDDs()).isEmpty();
      for (int i = 0; i < after.size(); i++) {
        Holdings first = before.get(i);
        Holdings last = after.get(i);
        assertThat(last.process()).as("no executor was lost").isEqualTo(first.process());
        assertThat(last.heap()).isLessThan(first.heap() + 24 * MIB);
        assertThat(last.outside()).isLessThan(first.outside() + MORE);
        assertThat(last.threads()).isZero();
        assertThat(last.sockets()).isLessThanOrEqualTo(first.sockets() + 2);
        assertThat(last.files()).isEqualTo(first.files());
      }
    }
  }

  private static void failing(JavaSparkContext spark) {
    assertThatThrownBy(() -> LAB.schedule(FailingSchedule.throwing(0.05, 20, 1)).fit(spark))
        .hasMessageContaining("a mistake of the user");
  }

  private static void cancelled(JavaSparkContext spark) {
    Lab endless = LAB.epochs(100_000);
    spark.setJobGroup("notebook", "a cell", false);
    try {
      assertThatThrownBy(
              () ->
                  endless.watched(
                      spark,
                      Lab.partitions(spark, endless.rows(Lab.ROWS), Lab.UNEVEN),
                      Optional.empty(),
                      event -> {
                        if (event instanceof TrainingEvent.StepFinished step && step.step() == 20) {
                          spark.cancelJobGroup("notebook");
                        }
                      }))
          .hasMessageContaining("stopped in");
    } finally {
      spark.clearJobGroup();
    }
  }
}
