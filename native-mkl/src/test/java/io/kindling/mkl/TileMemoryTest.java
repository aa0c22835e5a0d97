package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plans with convolutions by tiles take of memory, and where. */
final class TileMemoryTest {
  private static final int WARM_UP = 40;
  private static final int STEPS = 15;

  /** Of 128 channels few tiles are computed all at once, all others piece by piece. */
  private static Graph network(long size) {
    return Networks.training(Networks.plain(size, 64, 128, 130)).graph();
  }

  @ParameterizedTest
  @CsvSource({
    "8, 4, 2, true",
    "8, 4, 1, true",
    "24, 9, 2, true",
    "8, 4, 2, false",
    "24, 9, 2, false"
  })
  void runningTakesNoMemory(long size, long batch, int threads, boolean training) throws Exception {
    Graph graph = training ? network(size) : Networks.residual(size, 64, 128, 130);
    ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Backend backend = Comparison.openForTiles(threads);
        Plan plan = backend.compile(graph, CompileOptions.of(batch))) {
      assertThat(plan.describe()).contains("by_tiles");
      Comparison.fill(graph, plan, 1);
      for (int i = 0; i < WARM_UP; i++) {
        plan.run();
      }
      long[] ids = backendThreads();
      assertThat(ids).hasSize(threads);
      long[] least = new long[threads];
      Arrays.fill(least, Long.MAX_VALUE);
      long growth = Long.MAX_VALUE;
      // Some rounds may still compile code; what a step allocates would show in all of them.
      for (int round = 0; round < 4; round++) {
        long resident = anonymousKilobytes();
        long[] before = beans.getThreadAllocatedBytes(ids);
        for (int i = 0; i < STEPS; i++) {
          plan.run();
        }
        long[] after = beans.getThreadAllocatedBytes(ids);
        for (int i = 0; i < threads; i++) {
          least[i] = Math.min(least[i], after[i] - before[i]);
        }
        growth = Math.min(growth, anonymousKilobytes() - resident);
      }
      assertThat(least).as("bytes of some steps on each thread").containsOnly(0);
      assertThat(growth).as("kilobytes of some steps").isLessThan(512);
    }
  }

  private static long[] backendThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kindling-onednn"))
        .mapToLong(Thread::getId)
        .toArray();
  }

  private static long anonymousKilobytes() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Tiles lie in the outputs' memory meanwhile; nothing of what is there may count. */
  @ParameterizedTest
  @CsvSource({"8, 8", "32, 10"})
  void whatOutputsHoldBeforeARunDoesNotCount(long size, long batch) {
    Graph graph = network(size);
    try (Backend backend = Comparison.openForTiles(2);
        Plan plan = backend.compile(graph, CompileOptions.of(batch))) {
      assertThat(plan.describe()).doesNotContain(" 0 in outputs");
      assertThat(plan.describe()).contains("normalized once more");
      Comparison.fill(graph, plan, 1);
      plan.run();
      Map<String, float[]> expected = Comparison.outputs(graph, plan);
      for (String name : graph.outputs().keySet()) {
        Tensor output = plan.tensor(name);
        for (long i = 0; output.type() == DataType.FLOAT32 && i < output.size(); i++) {
          output.setFloat(i, Float.NaN);
        }
      }
      plan.run();
      Map<String, float[]> found = Comparison.outputs(graph, plan);
      expected.forEach((name, numbers) -> assertThat(found.get(name)).isEqualTo(numbers));
    }
  }
}
