package io.kindling.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.contract.OpCase;
import io.kindling.contract.OpCases;
import io.kindling.contract.OpContract;
import io.kindling.graph.Graph;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.MatMul;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {
  private static final int ROUNDS = 20;

  /** Matrix products are left out: Breeze returns a new matrix from each. */
  static List<OpCase> rows() {
    return OpCases.all().stream()
        .filter(row -> !(row.op() instanceof Gemm || row.op() instanceof MatMul))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void run_allocatesNothingOnTheHeap(OpCase row) {
    boolean differentiable = !row.golden().gradients().isEmpty();
    Graph graph = differentiable ? OpContract.withGradients(row) : OpContract.forward(row);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Plan plan = new ReferenceBackend().compile(graph, CompileOptions.of(row.batch()))) {
      for (int i = 0; i < row.golden().inputs().size(); i++) {
        plan.tensor("input_" + i).copyFrom(row.golden().inputs().get(i));
      }
      // The virtual machine allocates now and then for itself; what a run allocates is in each
      // round.
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        plan.run();
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).as("bytes allocated by a run").isZero();
    }
  }
}
