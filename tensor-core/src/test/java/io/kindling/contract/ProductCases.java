package io.kindling.contract;

import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.ReduceMean;
import io.kindling.graph.op.ReduceSum;
import java.util.List;

/** Matrix products and reductions. */
final class ProductCases {
  private ProductCases() {}

  static void addTo(OpCases t) {
    t.row("matmul", new MatMul(), 0);
    t.row("matmul_batched", new MatMul(), 0);
    t.row("matmul_vector_left", new MatMul(), 1);
    t.row("matmul_vector_right", new MatMul(), 0);
    t.row("matmul_vectors", new MatMul());
    t.row("gemm", new Gemm(1, 1, false, false), 0);
    t.row("gemm_bias", new Gemm(1, 1, false, true), 0);
    t.row("gemm_left", new Gemm(1, 1, true, false), 0, 1);
    t.row("gemm_all", new Gemm(0.5f, 2, true, true));
    t.row("gemm_scalar_bias", new Gemm(1, 1, false, false), 0);
    t.row("reduce_sum_all", new ReduceSum(List.of(), false), 0);
    t.row("reduce_sum_middle", new ReduceSum(List.of(-2L), false), 0);
    t.row("reduce_sum_outer_kept", new ReduceSum(List.of(2L, 0L), true), 0);
    t.row("reduce_sum_long_rows", new ReduceSum(List.of(-1L), false), 0);
    t.row("reduce_sum_long_columns", new ReduceSum(List.of(0L), false), 0);
    t.row("reduce_sum_empty", new ReduceSum(List.of(0L), false), 0);
    t.row("reduce_mean_all", new ReduceMean(List.of(), false), 0);
    t.row("reduce_mean_last", new ReduceMean(List.of(-1L), false), 0);
    t.row("reduce_mean_kept", new ReduceMean(List.of(1L, 2L), true), 0);
  }
}
