package io.kindling.contract;

import io.kindling.graph.op.Abs;
import io.kindling.graph.op.Add;
import io.kindling.graph.op.Cast;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Div;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Mul;
import io.kindling.graph.op.Neg;
import io.kindling.graph.op.Pow;
import io.kindling.graph.op.ReduceSum;
import io.kindling.graph.op.Relu;
import io.kindling.graph.op.Sigmoid;
import io.kindling.graph.op.Sign;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.Sub;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import java.util.List;

/** Operators on element types other than float32. */
final class ElementTypeCases {
  private ElementTypeCases() {}

  static void addTo(OpCases t) {
    MaxPool pool = MaxPool.of(Window.of(2, 2).strides(2, 2));
    for (String type : List.of("float64", "float16", "bfloat16")) {
      t.row("add_" + type, new Add(), 0);
      t.row("mul_" + type, new Mul(), 0);
      t.row("sigmoid_" + type, new Sigmoid(), 0);
      t.row("gemm_" + type, new Gemm(1, 1, false, false), 0);
      t.row("conv_" + type, new Conv(Window.of(3, 3), 1), 0);
      t.row("softmax_" + type, new Softmax(-1), 0);
      t.row("reduce_sum_" + type, new ReduceSum(List.of(1L), false), 0);
      t.row("max_pool_" + type, pool, 0);
    }
    for (String type : List.of("int8", "int16", "int32", "int64", "uint8")) {
      t.row("add_" + type, new Add(), 0);
      t.row("sub_" + type, new Sub(), 0);
      t.row("mul_" + type, new Mul(), 0);
      t.row("div_" + type, new Div(), 0);
    }
    t.row("div_negative_int32", new Div());
    t.row("add_large_int64", new Add());
    t.row("neg_int8", new Neg(), 0);
    t.row("abs_int64", new Abs(), 0);
    t.row("sign_int32", new Sign(), 0);
    t.row("relu_int32", new Relu(), 0);
    t.row("pow_int64", new Pow());
    t.row("pow_float_int", new Pow());
    t.row("matmul_int32", new MatMul(), 0);
    t.row("gemm_int64", new Gemm(1, 1, true, true));
    t.row("reduce_sum_int64", new ReduceSum(List.of(0L, 2L), false), 0);
    t.row("max_pool_uint8", pool, 0);
    casts(t);
  }

  private static void casts(OpCases t) {
    t.row("cast_to_float64", new Cast(DataType.FLOAT64), 0);
    t.row("cast_to_float16", new Cast(DataType.FLOAT16), 0);
    t.row("cast_to_bfloat16", new Cast(DataType.BFLOAT16), 0);
    t.row("cast_to_int8", new Cast(DataType.INT8), 0);
    t.row("cast_to_int16", new Cast(DataType.INT16), 0);
    t.row("cast_to_int32", new Cast(DataType.INT32), 0);
    t.row("cast_to_int64", new Cast(DataType.INT64), 0);
    t.row("cast_to_bool", new Cast(DataType.BOOL), 0);
    t.row("cast_gradient", new Cast(DataType.FLOAT64), 0);
    t.row("cast_saturates", new Cast(DataType.INT8), 0);
    t.row("cast_saturates_unsigned", new Cast(DataType.UINT8), 0);
    t.row("cast_int64_wraps", new Cast(DataType.INT8), 0);
    t.row("cast_from_bool", new Cast(DataType.FLOAT32), 0);
    t.row("cast_double_to_half", new Cast(DataType.FLOAT16), 0);
    t.row("cast_halves", new Cast(DataType.FLOAT16), 0);
    t.row("cast_bfloat16_ties", new Cast(DataType.BFLOAT16), 0);
  }
}
