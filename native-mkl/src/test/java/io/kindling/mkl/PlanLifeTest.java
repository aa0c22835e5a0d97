package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.tensor.MemoryRoom;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/** What a plan and a backend promise from opening to closing. */
final class PlanLifeTest {
  private static final TrainingGraph TRAINING = Networks.training(Networks.lenet(6, 12, 20));
  private static final Graph GRAPH = TRAINING.graph();

  /** Enough work for a team of threads. */
  private static final Graph WIDE = Networks.training(Networks.lenet(64, 64, 20)).graph();

  private static Backend open(int threads) {
    return new OneDnnProvider().open(threads);
  }

  private static Backend openWith(Precision precision, int threads) {
    Backend backend = open(threads);
    if (backend.unsupported(precision).isPresent()) {
      backend.close();
      throw new TestAbortedException(backend.unsupported(precision).get());
    }
    return backend;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void repeatsBitByBit(Precision precision) {
    Map<String, float[]> first = run(2, 5, precision);
    Map<String, float[]> second = run(2, 5, precision);
    first.forEach((name, values) -> assertThat(values).as(name).isEqualTo(second.get(name)));
  }

  private static Map<String, float[]> run(int threads, long batch) {
    return run(threads, batch, Precision.FLOAT32);
  }

  private static Map<String, float[]> run(int threads, long batch, Precision precision) {
    try (Backend backend = openWith(precision, threads);
        Plan plan = backend.compile(GRAPH, CompileOptions.of(batch).precision(precision))) {
      Comparison.fill(GRAPH, plan, 7);
      plan.run();
      Map<String, float[]> once = Comparison.outputs(GRAPH, plan);
      plan.run();
      Comparison.outputs(GRAPH, plan)
          .forEach((name, values) -> assertThat(values).as(name).isEqualTo(once.get(name)));
      return once;
    }
  }

  @Test
  void twoBackendsSideBySideGiveWhatEachGivesAlone() throws Exception {
    Map<String, float[]> one = run(1, 4);
    Map<String, float[]> two = run(2, 6);
    List<CompletableFuture<Map<String, float[]>>> pending = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      pending.add(CompletableFuture.supplyAsync(() -> run(1, 4)));
      pending.add(CompletableFuture.supplyAsync(() -> run(2, 6)));
    }
    for (int i = 0; i < pending.size(); i++) {
      Map<String, float[]> expected = i % 2 == 0 ? one : two;
      pending
          .get(i)
          .get(2, TimeUnit.MINUTES)
          .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
    }
  }

  @Test
  void bindsParametersAndUpdatesInFlatVectors() {
    long size = 0;
    for (Parameter parameter : TRAINING.updates()) {
      size += parameter.value().shape().size();
    }
    Tensor values = Tensor.zeros(size);
    Tensor gradients = Tensor.zeros(size);
    Map<String, Tensor> bindings = new HashMap<>();
    long offset = 0;
    for (Parameter parameter : TRAINING.updates()) {
      bindings.put(parameter.name(), values.view(offset, parameter.value().shape()));
      bindings.put(
          TrainingGraph.update(parameter.name()),
          gradients.view(offset, parameter.value().shape()));
      offset += parameter.value().shape().size();
    }
    try (Backend backend = open(2);
        Plan bound = backend.compile(GRAPH, CompileOptions.of(4).bindings(bindings));
        Plan own = backend.compile(GRAPH, CompileOptions.of(4))) {
      Comparison.fill(GRAPH, bound, 3);
      Comparison.fill(GRAPH, own, 3);
      bound.run();
      own.run();
      long at = 0;
      for (Parameter parameter : TRAINING.updates()) {
        float[] expected = own.tensor(TrainingGraph.update(parameter.name())).toFloats();
        assertThat(gradients.view(at, parameter.value().shape()).toFloats())
            .as(parameter.name())
            .isEqualTo(expected);
        at += expected.length;
      }
      // Parameters are read at every run.
      float before = bound.tensor(TrainingGraph.LOSS_SUM).getFloat(0);
      values.clear();
      bound.run();
      assertThat(bound.tensor(TrainingGraph.LOSS_SUM).getFloat(0)).isNotEqualTo(before);
    }
  }

  @Test
  void anEmptyBatchGivesZeros() {
    try (Backend backend = open(1);
        Plan plan = backend.compile(GRAPH, CompileOptions.of(0))) {
      plan.tensor(TrainingGraph.update("c1.weight")).setFloat(0, 5);
      plan.run();
      assertThat(plan.tensor(TrainingGraph.LOSS_SUM).getFloat(0)).isZero();
      assertThat(plan.tensor(TrainingGraph.update("c1.weight")).toFloats()).containsOnly(0f);
    }
  }

  @Test
  void refusesUseAfterClose() {
    Backend backend = open(1);
    Plan plan = backend.compile(GRAPH, CompileOptions.of(2));
    plan.close();
    plan.close();
    assertThatThrownBy(plan::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("got a closed one");
    Plan left = backend.compile(GRAPH, CompileOptions.of(2));
    backend.close();
    backend.close();
    assertThatThrownBy(left::run).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> backend.compile(GRAPH, CompileOptions.of(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("got a closed one");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void describesEveryPrimitiveAndNoneIsOfTheReferenceKind(Precision precision) {
    try (Backend backend = openWith(precision, 2);
        Plan plan = backend.compile(GRAPH, CompileOptions.of(8).precision(precision))) {
      String table = plan.describe();
      boolean narrow =
          table.lines().anyMatch(line -> line.contains("conv") && line.contains("bf16"));
      assertThat(narrow).isEqualTo(precision == Precision.BFLOAT16);
      assertThat(table).contains("convolution_backward_weights", "reorder", "matmul", "memory:");
      assertThat(table.lines().map(line -> line.substring(0, Math.min(95, line.length()))))
          .noneMatch(line -> line.contains(" ref"));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void runningAllocatesNothingOnTheHeap(Precision precision) {
    runningAllocatesNothing(GRAPH, precision);
    runningAllocatesNothing(WIDE, precision);
  }

  private static void runningAllocatesNothing(Graph graph, Precision precision) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Backend backend = openWith(precision, 2);
        Plan plan = backend.compile(graph, CompileOptions.of(8).precision(precision))) {
      Comparison.fill(graph, plan, 1);
      for (int i = 0; i < 200; i++) {
        plan.run();
      }
      long[] ids = {computeThread(), Thread.currentThread().getId()};
      long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
      // The first rounds may still link code; what a step allocates would show in all of them.
      for (int round = 0; round < 5; round++) {
        long[] before = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < 100; i++) {
          plan.run();
        }
        long[] after = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < 2; i++) {
          least[i] = Math.min(least[i], after[i] - before[i]);
        }
      }
      assertThat(least[0]).as("bytes on the compute thread").isZero();
      // The measurement itself makes an array.
      assertThat(least[1]).as("bytes of 100 steps on the caller").isLessThan(100);
    }
  }

  private static long computeThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kindling-onednn"))
        .mapToLong(Thread::getId)
        .max()
        .orElseThrow();
  }

  @Test
  void nativeMemoryStaysLevelOverAThousandSteps() throws Exception {
    try (Backend backend = open(2);
        Plan plan = backend.compile(GRAPH, CompileOptions.of(8))) {
      Comparison.fill(GRAPH, plan, 1);
      for (int i = 0; i < 300; i++) {
        plan.run();
      }
      // The JIT takes and frees memory of its own meanwhile; what a step takes is in every round.
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 3; round++) {
        long before = anonymousKilobytes();
        for (int i = 0; i < 1000; i++) {
          plan.run();
        }
        least = Math.min(least, anonymousKilobytes() - before);
      }
      assertThat(least).as("kilobytes").isLessThan(2048);
    }
  }

  @Test
  void compilingAndClosingGivesEverythingBack() throws Exception {
    try (Backend backend = open(1)) {
      for (int i = 0; i < 20; i++) {
        backend.compile(GRAPH, CompileOptions.of(64)).close();
      }
      long before = anonymousKilobytes();
      for (int i = 0; i < 40; i++) {
        backend.compile(GRAPH, CompileOptions.of(64)).close();
      }
      // A plan has 7 MB of activations; what grows is the Java heap.
      assertThat(anonymousKilobytes() - before).as("kilobytes").isLessThan(120_000);
    }
  }

  private static long anonymousKilobytes() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void batchesThatCannotFitAreRefusedWithTheirSize() throws Exception {
    long room = MemoryRoom.now().bytes();
    Graph wide = Networks.training(Networks.lenet(512, 512, 20)).graph();
    // The images are small; what the first convolution makes of them takes all there is.
    long images = room / (4 * 512 * 24 * 24) + 1;
    try (Backend backend = open(1)) {
      long before = anonymousKilobytes();
      assertThatThrownBy(() -> backend.compile(wide, CompileOptions.of(images)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Plan for a batch of " + images + " rows: expected to need at most")
          .hasMessageContaining("GiB for activations and gradients")
          .hasMessageContaining("Make the batch smaller");
      assertThatThrownBy(() -> backend.compile(wide, CompileOptions.of(1_000_000_000)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("inputs and outputs alone");
      assertThat(anonymousKilobytes() - before).as("kilobytes").isLessThan(room / 1024 / 20);
      // The backend goes on.
      backend.compile(wide, CompileOptions.of(1)).close();
    }
  }

  @Test
  void threadsEndWithTheBackend() throws Exception {
    awaitNoThreads();
    for (int i = 0; i < 5; i++) {
      try (Backend backend = open(3);
          Plan plan = backend.compile(WIDE, CompileOptions.of(8))) {
        plan.run();
        assertThat(backendThreads()).isGreaterThanOrEqualTo(3);
      }
    }
    awaitNoThreads();
  }

  private static void awaitNoThreads() throws Exception {
    for (int i = 0; i < 200 && backendThreads() > 0; i++) {
      Thread.sleep(50);
    }
    assertThat(backendThreads()).isZero();
  }

  /** Counts the compute threads and the OpenMP threads, which inherit their name. */
  private static long backendThreads() throws Exception {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.filter(PlanLifeTest::isOfABackend).count();
    }
  }

  private static boolean isOfABackend(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip().equals("kindling-onednn");
    } catch (IOException e) {
      return false; // The thread has ended since it was listed.
    }
  }

  /**
   * Nothing of it is resident before the first run; yet the next plan may not have it. Compiling
   * gives back what was free before, and the Java heap grows and shrinks meanwhile: some hundred
   * megabytes in all, so the plan has ten times as many.
   */
  @Test
  void memoryOfAPlan_countsFromWhenItIsCompiled() {
    Graph graph = Networks.training(Networks.plain(64, 64, 64)).graph();
    try (Backend backend = new OneDnnProvider().open(2)) {
      long before = MemoryRoom.now().taken();
      try (Plan plan = backend.compile(graph, CompileOptions.of(256))) {
        long compiled = MemoryRoom.now().taken() - before;
        assertThat(compiled).as("bytes").isGreaterThan(768 << 20);
        plan.run();
        assertThat(MemoryRoom.now().taken() - before).isBetween(compiled / 2, compiled * 3 / 2);
      }
    }
  }
}
