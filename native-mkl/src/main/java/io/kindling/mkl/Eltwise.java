package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.Exp;
import io.kindling.graph.op.Log;
import io.kindling.graph.op.Neg;
import io.kindling.graph.op.Relu;
import io.kindling.graph.op.Sigmoid;
import io.kindling.graph.op.Softplus;
import io.kindling.graph.op.Sqrt;
import io.kindling.graph.op.Tanh;
import io.kindling.graph.op.Unary;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/** Operators on single elements, forward and backward. */
final class Eltwise {
  private static final int NONE = 0;

  private Eltwise() {}

  /**
   * What oneDNN calls an operator.
   *
   * @param forward the algorithm
   * @param backward the algorithm that takes the derivative from the result, or 0
   */
  record Algorithm(int forward, int backward, float alpha, float beta) {}

  /** Returns what oneDNN calls an operator, if it has it. */
  static Optional<Algorithm> algorithm(Unary op) {
    if (op instanceof Relu) {
      return found(dnnl.dnnl_eltwise_relu, dnnl.dnnl_eltwise_relu_use_dst_for_bwd, 0, 0);
    } else if (op instanceof Tanh) {
      return found(dnnl.dnnl_eltwise_tanh, dnnl.dnnl_eltwise_tanh_use_dst_for_bwd, 0, 0);
    } else if (op instanceof Sigmoid) {
      return found(dnnl.dnnl_eltwise_logistic, dnnl.dnnl_eltwise_logistic_use_dst_for_bwd, 0, 0);
    } else if (op instanceof Softplus) {
      return found(dnnl.dnnl_eltwise_soft_relu, NONE, 1, 0);
    } else if (op instanceof Exp) {
      return found(dnnl.dnnl_eltwise_exp, NONE, 0, 0);
    } else if (op instanceof Log) {
      return found(dnnl.dnnl_eltwise_log, NONE, 0, 0);
    } else if (op instanceof Sqrt) {
      return found(dnnl.dnnl_eltwise_sqrt, NONE, 0, 0);
    } else if (op instanceof Neg) {
      return found(dnnl.dnnl_eltwise_linear, NONE, -1, 0);
    }
    return Optional.empty();
  }

  private static Optional<Algorithm> found(int forward, int backward, float alpha, float beta) {
    return Optional.of(new Algorithm(forward, backward, alpha, beta));
  }

  static boolean forward(Unary op, Node node, Drafting drafting) {
    Optional<Algorithm> algorithm = algorithm(op);
    if (algorithm.isEmpty()) {
      return false;
    }
    Algorithm chosen = algorithm.get();
    Placed x = drafting.made(node.inputs().get(0));
    Optional<Primitive> primitive =
        drafting
            .primitives()
            .find(
                "eltwise_forward",
                (result, engine, attributes) ->
                    dnnl.dnnl_eltwise_forward_primitive_desc_create(
                        result,
                        engine,
                        dnnl.dnnl_forward_inference,
                        chosen.forward(),
                        x.layout().descriptor(),
                        x.layout().descriptor(),
                        chosen.alpha(),
                        chosen.beta(),
                        attributes));
    if (primitive.isEmpty()) {
      return false;
    }
    Placed y = drafting.make(node.output(), x.layout());
    drafting.run(
        primitive.get(),
        x.layout().toString(),
        Arg.of(dnnl.DNNL_ARG_SRC, x),
        Arg.of(dnnl.DNNL_ARG_DST, y));
    return true;
  }

  static boolean backward(ActivationGradient op, Node node, Drafting drafting) {
    Optional<Algorithm> algorithm = algorithm(op.activation());
    if (algorithm.isEmpty() || algorithm.get().backward() == NONE) {
      return false;
    }
    Algorithm chosen = algorithm.get();
    Placed y = drafting.made(node.inputs().get(0));
    Layout layout = y.layout();
    Optional<Primitive> primitive = backward(drafting, chosen, layout);
    if (primitive.isEmpty()) {
      return false;
    }
    Placed outputGradient = drafting.in(node.inputs().get(1), layout);
    Placed inputGradient = drafting.make(node.output(), layout);
    drafting.run(
        primitive.get(),
        layout.toString(),
        Arg.of(dnnl.DNNL_ARG_DST, y),
        Arg.of(dnnl.DNNL_ARG_DIFF_DST, outputGradient),
        Arg.of(dnnl.DNNL_ARG_DIFF_SRC, inputGradient));
    return true;
  }

  private static Optional<Primitive> backward(
      Drafting drafting, Algorithm algorithm, Layout layout) {
    Optional<Primitive> hint =
        drafting
            .primitives()
            .find(
                "eltwise_forward",
                (result, engine, attributes) ->
                    dnnl.dnnl_eltwise_forward_primitive_desc_create(
                        result,
                        engine,
                        dnnl.dnnl_forward_training,
                        algorithm.backward(),
                        layout.descriptor(),
                        layout.descriptor(),
                        algorithm.alpha(),
                        algorithm.beta(),
                        attributes));
    return hint.flatMap(
        forward ->
            drafting
                .primitives()
                .find(
                    "eltwise_backward",
                    (result, engine, attributes) ->
                        dnnl.dnnl_eltwise_backward_primitive_desc_create(
                            result,
                            engine,
                            algorithm.backward(),
                            layout.descriptor(),
                            layout.descriptor(),
                            layout.descriptor(),
                            algorithm.alpha(),
                            algorithm.beta(),
                            forward.descriptor(),
                            attributes)));
  }
}
