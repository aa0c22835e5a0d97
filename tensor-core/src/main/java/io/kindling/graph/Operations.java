package io.kindling.graph;

import io.kindling.graph.op.Add;
import io.kindling.graph.op.Div;
import io.kindling.graph.op.Exp;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.Log;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.Mul;
import io.kindling.graph.op.Neg;
import io.kindling.graph.op.Pow;
import io.kindling.graph.op.ReduceMean;
import io.kindling.graph.op.ReduceSum;
import io.kindling.graph.op.Relu;
import io.kindling.graph.op.Reshape;
import io.kindling.graph.op.Sigmoid;
import io.kindling.graph.op.Softplus;
import io.kindling.graph.op.Sqrt;
import io.kindling.graph.op.Sub;
import io.kindling.graph.op.Tanh;
import io.kindling.graph.op.Transpose;
import java.util.Arrays;
import java.util.List;

/**
 * The operators that formulas are written with, as methods; all others go through {@code apply}.
 */
public interface Operations {
  /** Adds a node with one output and returns it. */
  Value apply(Op op, Value... inputs);

  /** Returns a float32 constant without axes. */
  Value scalar(double value);

  /** Adds {@code a + b}, broadcasting. */
  default Value add(Value a, Value b) {
    return apply(new Add(), a, b);
  }

  /** Adds {@code a - b}, broadcasting. */
  default Value sub(Value a, Value b) {
    return apply(new Sub(), a, b);
  }

  /** Adds {@code a * b} element by element, broadcasting. */
  default Value mul(Value a, Value b) {
    return apply(new Mul(), a, b);
  }

  /** Adds {@code a * factor}. */
  default Value mul(Value a, double factor) {
    return mul(a, scalar(factor));
  }

  /** Adds {@code a / b}, broadcasting. */
  default Value div(Value a, Value b) {
    return apply(new Div(), a, b);
  }

  /** Adds {@code a} to the power of {@code b}, broadcasting. */
  default Value pow(Value a, Value b) {
    return apply(new Pow(), a, b);
  }

  /** Adds {@code -a}. */
  default Value neg(Value a) {
    return apply(new Neg(), a);
  }

  /** Adds the square root. */
  default Value sqrt(Value a) {
    return apply(new Sqrt(), a);
  }

  /** Adds e to the power of {@code a}. */
  default Value exp(Value a) {
    return apply(new Exp(), a);
  }

  /** Adds the natural logarithm. */
  default Value log(Value a) {
    return apply(new Log(), a);
  }

  /** Adds {@code max(a, 0)}. */
  default Value relu(Value a) {
    return apply(new Relu(), a);
  }

  /** Adds {@code 1 / (1 + exp(-a))}. */
  default Value sigmoid(Value a) {
    return apply(new Sigmoid(), a);
  }

  /** Adds the hyperbolic tangent. */
  default Value tanh(Value a) {
    return apply(new Tanh(), a);
  }

  /** Adds {@code log(1 + exp(a))}. */
  default Value softplus(Value a) {
    return apply(new Softplus(), a);
  }

  /** Adds the matrix product, batched over leading axes. */
  default Value matMul(Value a, Value b) {
    return apply(new MatMul(), a, b);
  }

  /** Adds the product of two matrices, each transposed where asked. */
  default Value gemm(Value a, boolean transposeA, Value b, boolean transposeB) {
    return apply(new Gemm(1f, 1f, transposeA, transposeB), a, b);
  }

  /** Adds the sum over axes, kept as 1 where asked. */
  default Value reduceSum(Value a, boolean keepDims, long... axes) {
    return apply(new ReduceSum(list(axes), keepDims), a);
  }

  /** Adds the mean over axes, kept as 1 where asked. */
  default Value reduceMean(Value a, boolean keepDims, long... axes) {
    return apply(new ReduceMean(list(axes), keepDims), a);
  }

  /** Adds the same elements under other dimensions, {@code -1} for the one that follows. */
  default Value reshape(Value a, long... dims) {
    return apply(new Reshape(list(dims)), a);
  }

  /** Adds the axes in another order. */
  default Value transpose(Value a, int... permutation) {
    return apply(new Transpose(Arrays.stream(permutation).boxed().toList()), a);
  }

  private static List<Long> list(long... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
