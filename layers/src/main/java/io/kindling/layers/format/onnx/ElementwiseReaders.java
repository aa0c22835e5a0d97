package io.kindling.layers.format.onnx;

import io.kindling.graph.Op;
import io.kindling.graph.Value;
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
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.onnx.OperatorTable.Rows;
import io.kindling.tensor.DataType;
import java.util.List;
import java.util.Map;

/** Operators on single elements, and products of matrices. */
final class ElementwiseReaders {
  private ElementwiseReaders() {}

  static void rows(Rows rows) {
    Map<String, Op> plain =
        Map.ofEntries(
            Map.entry("Abs", new Abs()),
            Map.entry("Exp", new Exp()),
            Map.entry("Log", new Log()),
            Map.entry("Neg", new Neg()),
            Map.entry("Relu", new Relu()),
            Map.entry("Sigmoid", new Sigmoid()),
            Map.entry("Softplus", new Softplus()),
            Map.entry("Sqrt", new Sqrt()),
            Map.entry("Tanh", new Tanh()));
    plain.forEach((name, op) -> rows.add(name, 7, unary(op)));
    rows.add("Sign", 9, unary(new Sign()));
    rows.add("Erf", 9, unary(new Erf()));
    rows.add("Add", 7, binary(new Add()));
    rows.add("Sub", 7, binary(new Sub()));
    rows.add("Mul", 7, binary(new Mul()));
    rows.add("Div", 7, binary(new Div()));
    rows.add("Pow", 7, binary(new Pow()));
    rows.add("MatMul", 7, binary(new MatMul()));
    rows.add("Gemm", 7, NodeReader.one(ElementwiseReaders::gemm));
    rows.add("LeakyRelu", 7, alpha(0.01f, LeakyRelu::new));
    rows.add("Elu", 7, alpha(1, Elu::new));
    rows.add("Cast", 7, NodeReader.one(ElementwiseReaders::cast));
    rows.add("Identity", 7, ElementwiseReaders::identity);
    rows.add("Clip", 7, NodeReader.one(ElementwiseReaders::clipByAttributes));
    rows.add("Clip", 11, NodeReader.one(ElementwiseReaders::clip));
  }

  private static NodeReader unary(Op op) {
    return NodeReader.one(node -> node.apply(op, node.value(0)));
  }

  private static NodeReader binary(Op op) {
    return NodeReader.one(node -> node.apply(op, node.value(0), node.value(1)));
  }

  /** Makes an operator from its one number. */
  private interface FromAlpha {
    Op of(float alpha);
  }

  private static NodeReader alpha(float absent, FromAlpha op) {
    return NodeReader.one(
        node -> node.apply(op.of(node.attributes().number("alpha", absent)), node.value(0)));
  }

  private static Value gemm(NodeScope node) {
    Gemm op =
        new Gemm(
            node.attributes().number("alpha", 1),
            node.attributes().number("beta", 1),
            node.attributes().flag("transA", false),
            node.attributes().flag("transB", false));
    return node.applyAll(op, node.valuesFrom(0)).get(0);
  }

  private static Value cast(NodeScope node) {
    long to = node.attributes().integer("to", 0);
    DataType type =
        ElementTypes.of(to)
            .orElseThrow(
                () ->
                    Refusal.of(
                        FormatProblem.Kind.ELEMENT_TYPE,
                        "expected an element type of Kindling, got "
                            + ElementTypes.name((int) to)
                            + ". Cast to another one."));
    // Both concern the 8-bit floating-point types only.
    node.attributes().ignore("saturate");
    node.attributes().ignore("round_mode");
    return node.apply(new Cast(type), node.value(0));
  }

  /** Weights under a second name stay weights. */
  private static List<Known> identity(NodeScope node) {
    Known known = node.known(0);
    return known instanceof Known.Runtime
        ? List.of(new Known.Runtime(node.apply(new Identity(), node.value(0))))
        : List.of(known);
  }

  private static Value clipByAttributes(NodeScope node) {
    // The absent bounds of that version: the ends of float32.
    float low = node.attributes().number("min", -Float.MAX_VALUE);
    float high = node.attributes().number("max", Float.MAX_VALUE);
    return node.apply(
        new Clip(
            low == -Float.MAX_VALUE ? Double.NEGATIVE_INFINITY : low,
            high == Float.MAX_VALUE ? Double.POSITIVE_INFINITY : high),
        node.value(0));
  }

  private static Value clip(NodeScope node) {
    double low = node.has(1) ? node.number(1) : Double.NEGATIVE_INFINITY;
    double high = node.has(2) ? node.number(2) : Double.POSITIVE_INFINITY;
    return node.apply(new Clip(low, high), node.value(0));
  }
}
