package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * {@code y = alpha a' b' + beta c} for matrices, where a' is a or its transpose.
 *
 * <p>Shapes: {@code a' [m, k], b' [k, n] -> y [m, n]}; c is optional and broadcasts to y.
 */
public record Gemm(float alpha, float beta, boolean transposeA, boolean transposeB) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type a = Rules.inputs(this, inputs, 2, 3).get(0);
    Type b = inputs.get(1);
    Rules.sameDataType(this, a, b);
    if (a.shape().rank() != 2
        || b.shape().rank() != 2
        || a.shape().dim(transposeA ? 0 : 1) != b.shape().dim(transposeB ? 1 : 0)) {
      throw new IllegalArgumentException(
          "Gemm: expected matrices [m, k] and [k, n], got "
              + a.shape()
              + (transposeA ? " transposed" : "")
              + " and "
              + b.shape()
              + (transposeB ? " transposed" : "")
              + ". Put a Flatten before it.");
    }
    Shape result = Shape.of(a.shape().dim(transposeA ? 1 : 0), b.shape().dim(transposeB ? 0 : 1));
    if (inputs.size() == 3) {
      Type c = inputs.get(2);
      Rules.sameDataType(this, a, c);
      if (!Shape.broadcast(result, c.shape()).equals(result)) {
        throw new IllegalArgumentException(
            "Gemm: expected c that broadcasts to "
                + result
                + ", got "
                + c.shape()
                + ". Reshape c.");
      }
    }
    return List.of(a.withShape(result));
  }

  @Override
  public void gradient(GradientScope scope) {
    GraphBuilder g = scope.builder();
    Value a = scope.input(0);
    Value b = scope.input(1);
    Value dy = scope.outputGradient();
    if (scope.wants(0)) {
      scope.set(
          0,
          transposeA
              ? g.apply(new Gemm(alpha, 1, transposeB, true), b, dy)
              : g.apply(new Gemm(alpha, 1, false, !transposeB), dy, b));
    }
    if (scope.wants(1)) {
      scope.set(
          1,
          transposeB
              ? g.apply(new Gemm(alpha, 1, true, transposeA), dy, a)
              : g.apply(new Gemm(alpha, 1, !transposeA, false), a, dy));
    }
    if (scope.node().inputs().size() == 3 && scope.wants(2)) {
      Value scaled = beta == 1 ? dy : g.mul(dy, Rules.scalarLike(g, dy, beta));
      scope.set(2, Rules.sumTo(g, scaled, scope.input(2).shape()));
    }
  }
}
