package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Plans with so little to do that they run on the thread of whoever runs them. */
final class SmallPlanTest {
  private static final Graph GRAPH = Networks.lenet(6, 12, 20);
  private static final OpenMp OPEN_MP = OpenMp.of(OneDnnLibrary.load());

  @Test
  void givesWhatTheReferenceGivesOnAnyThread() throws Exception {
    try (Backend backend = new OneDnnProvider().open(2)) {
      Comparison.same(backend, GRAPH, 1, 3e-5);
      CompletableFuture.runAsync(() -> Comparison.same(backend, GRAPH, 3, 3e-5))
          .get(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void leavesTheCallersThreadsAsTheyWere() {
    int before = OPEN_MP.threads();
    try (Backend backend = new OneDnnProvider().open(2)) {
      OPEN_MP.threads(3);
      try (Plan plan = backend.compile(GRAPH, CompileOptions.of(1))) {
        Comparison.fill(GRAPH, plan, 1);
        plan.run();
      }
      assertThat(OPEN_MP.threads()).isEqualTo(3);
    } finally {
      OPEN_MP.threads(before);
    }
  }

  @Test
  void computesOnTheCallersThread() {
    Graph whole = Networks.plain(16, 8, 8);
    try (Backend backend = new OneDnnProvider().open(2);
        Plan small = backend.compile(GRAPH, CompileOptions.of(1));
        Plan parted = backend.compile(GRAPH, CompileOptions.of(2_000));
        Plan large = backend.compile(whole, CompileOptions.of(500))) {
      assertThat(callersShare(GRAPH, small)).isGreaterThan(0.8);
      // Whoever runs it works on parts of the rows like the other thread.
      assertThat(callersShare(GRAPH, parted)).isBetween(0.2, 0.7);
      assertThat(callersShare(whole, large)).isLessThan(0.2);
    }
  }

  /** Returns how much of the process' time for a plan the calling thread has spent. */
  private static double callersShare(Graph graph, Plan plan) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Comparison.fill(graph, plan, 1);
    plan.run();
    long others = backendNanos(threads);
    long own = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < 20_000 / plan.batch(); i++) {
      plan.run();
    }
    own = threads.getCurrentThreadCpuTime() - own;
    return (double) own / (own + backendNanos(threads) - others);
  }

  private static long backendNanos(ThreadMXBean threads) {
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null && info.getThreadName().startsWith("kindling-onednn")) {
        sum += threads.getThreadCpuTime(id);
      }
    }
    return sum;
  }

  @Test
  void runsRepeatBitByBit() {
    try (Backend backend = new OneDnnProvider().open(2);
        Plan one = backend.compile(GRAPH, CompileOptions.of(1));
        Plan other = backend.compile(GRAPH, CompileOptions.of(1))) {
      Comparison.fill(GRAPH, one, 3);
      Comparison.fill(GRAPH, other, 3);
      one.run();
      Map<String, float[]> expected = Comparison.outputs(GRAPH, one);
      other.run();
      expected.forEach(
          (name, numbers) ->
              assertThat(Comparison.outputs(GRAPH, other).get(name)).isEqualTo(numbers));
    }
  }
}
