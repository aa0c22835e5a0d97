package io.kindling.layers.format.onnx;

import io.kindling.graph.Node;
import io.kindling.graph.op.Abs;
import io.kindling.graph.op.Add;
import io.kindling.graph.op.Cast;
import io.kindling.graph.op.Clip;
import io.kindling.graph.op.Div;
import io.kindling.graph.op.Elu;
import io.kindling.graph.op.Erf;
import io.kindling.graph.op.Exp;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.Identity;
import io.kindling.graph.op.LeakyRelu;
import io.kindling.graph.op.Log;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.Mul;
import io.kindling.graph.op.Neg;
import io.kindling.graph.op.Pow;
import io.kindling.graph.op.Relu;
import io.kindling.graph.op.Sigmoid;
import io.kindling.graph.op.Sign;
import io.kindling.graph.op.Softplus;
import io.kindling.graph.op.Sqrt;
import io.kindling.graph.op.Sub;
import io.kindling.graph.op.Tanh;
import io.kindling.layers.format.onnx.WriterTable.Rows;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;

/** Operators on single elements, and products of matrices. */
final class ElementwiseWriters {
  private static final int CLIP_BOUNDS_AS_INPUTS = 11;

  private ElementwiseWriters() {}

  static void rows(Rows rows) {
    rows.plain(Abs.class);
    rows.add(Add.class, (op, node) -> arithmeticSince(node), (op, sink) -> {});
    rows.add(Sub.class, (op, node) -> arithmeticSince(node), (op, sink) -> {});
    rows.add(Mul.class, (op, node) -> arithmeticSince(node), (op, sink) -> {});
    rows.add(Div.class, (op, node) -> arithmeticSince(node), (op, sink) -> {});
    rows.plain(Neg.class);
    rows.plain(Sqrt.class);
    rows.plain(Exp.class);
    rows.plain(Log.class);
    rows.plain(Sigmoid.class);
    rows.plain(Tanh.class);
    rows.plain(Softplus.class);
    rows.plain(Identity.class);
    rows.plain(Sign.class, 9);
    rows.plain(Erf.class, 9);
    rows.add(Relu.class, (op, node) -> floating(node) ? 7 : 14, (op, sink) -> {});
    rows.add(MatMul.class, (op, node) -> floating(node) ? 7 : 9, (op, sink) -> {});
    rows.add(
        Pow.class,
        (op, node) ->
            floating(node) && node.inputs().get(0).dataType() == node.inputs().get(1).dataType()
                ? 7
                : 12,
        (op, sink) -> {});
    rows.add(LeakyRelu.class, (op, node) -> 7, (op, sink) -> sink.number("alpha", op.alpha()));
    rows.add(Elu.class, (op, node) -> 7, (op, sink) -> sink.number("alpha", op.alpha()));
    rows.add(
        Cast.class,
        (op, node) -> 7,
        (op, sink) -> sink.integer("to", ElementTypes.number(op.to()).getNumber()));
    rows.add(Gemm.class, ElementwiseWriters::gemmSince, ElementwiseWriters::gemm);
    rows.add(Clip.class, ElementwiseWriters::clipSince, ElementwiseWriters::clip);
  }

  private static int arithmeticSince(Node node) {
    return switch (node.inputs().get(0).dataType()) {
      case INT8, INT16, UINT8, UINT16 -> 14;
      default -> 7;
    };
  }

  private static boolean floating(Node node) {
    return node.inputs().get(0).dataType().isFloating();
  }

  private static int gemmSince(Gemm op, Node node) {
    if (node.inputs().size() < 3) {
      return 11;
    }
    return floating(node) ? 7 : 9;
  }

  private static void gemm(Gemm op, NodeSink sink) {
    sink.number("alpha", op.alpha())
        .number("beta", op.beta())
        .flag("transA", op.transposeA())
        .flag("transB", op.transposeB());
  }

  private static int clipSince(Clip op, Node node) {
    if (op.low() > op.high()) {
      // What that means is defined from this version on.
      return 13;
    }
    return floating(node) ? 7 : 12;
  }

  private static void clip(Clip op, NodeSink sink) {
    boolean low = op.low() != Double.NEGATIVE_INFINITY;
    boolean high = op.high() != Double.POSITIVE_INFINITY;
    if (sink.opset() < CLIP_BOUNDS_AS_INPUTS) {
      if (low) {
        sink.number("min", (float) op.low());
      }
      if (high) {
        sink.number("max", (float) op.high());
      }
      return;
    }
    DataType type = sink.node().inputs().get(0).dataType();
    if (low) {
      sink.input("min", bound(type, op.low()));
    } else if (high) {
      sink.noInput();
    }
    if (high) {
      sink.input("max", bound(type, op.high()));
    }
  }

  private static Tensor bound(DataType type, double value) {
    Tensor tensor = Tensor.zeros(type, Shape.scalar());
    tensor.setDouble(0, value);
    return tensor;
  }
}
