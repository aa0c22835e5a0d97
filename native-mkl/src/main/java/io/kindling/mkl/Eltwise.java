package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Abs;
import io.kindling.graph.op.Activation;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.Clip;
import io.kindling.graph.op.Elu;
import io.kindling.graph.op.Exp;
import io.kindling.graph.op.LeakyRelu;
import io.kindling.graph.op.Log;
import io.kindling.graph.op.Neg;
import io.kindling.graph.op.Relu;
import io.kindling.graph.op.Sigmoid;
import io.kindling.graph.op.Sqrt;
import io.kindling.graph.op.Tanh;
import io.kindling.graph.op.Unary;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Operators on single elements, forward and backward.
 *
 * <p>NaN differs from the plain loops in two: oneDNN's Relu gives 0 for it and Exp infinity.
 */
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

  /**
   * Returns what oneDNN calls an operator, if it has it.
   *
   * <p>Softplus stays in plain loops: oneDNN's soft_relu is off by a part in 80 at -10, where the
   * standard's conformance cases allow one in 1,000.
   */
  static Optional<Algorithm> algorithm(Unary op) {
    if (op instanceof Relu) {
      return found(dnnl.dnnl_eltwise_relu, dnnl.dnnl_eltwise_relu_use_dst_for_bwd, 0, 0);
    } else if (op instanceof Tanh) {
      return found(dnnl.dnnl_eltwise_tanh, dnnl.dnnl_eltwise_tanh_use_dst_for_bwd, 0, 0);
    } else if (op instanceof Sigmoid) {
      return found(dnnl.dnnl_eltwise_logistic, dnnl.dnnl_eltwise_logistic_use_dst_for_bwd, 0, 0);
    } else if (op instanceof LeakyRelu relu) {
      // Below 0 the sign of the result tells the side only where the slope is not negative.
      return found(
          dnnl.dnnl_eltwise_relu,
          relu.alpha() >= 0 ? dnnl.dnnl_eltwise_relu_use_dst_for_bwd : NONE,
          relu.alpha(),
          0);
    } else if (op instanceof Elu elu) {
      return found(
          dnnl.dnnl_eltwise_elu,
          elu.alpha() >= 0 ? dnnl.dnnl_eltwise_elu_use_dst_for_bwd : NONE,
          elu.alpha(),
          0);
    } else if (op instanceof Clip clip && clip.low() <= clip.high()) {
      return found(
          dnnl.dnnl_eltwise_clip_v2,
          dnnl.dnnl_eltwise_clip_v2_use_dst_for_bwd,
          (float) clip.low(),
          (float) clip.high());
    } else if (op instanceof Abs) {
      return found(dnnl.dnnl_eltwise_abs, NONE, 0, 0);
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
    Value input = node.inputs().get(0);
    Function<Layout, Optional<Primitive>> find =
        layout -> forward(drafting, algorithm.get(), layout);
    // What is no activation may stand in a loss, and takes logarithms of small differences.
    Optional<Choice> found =
        op instanceof Activation
            ? Choice.of(input, drafting, find)
            : Choice.inFloat32(input, drafting, find);
    if (found.isEmpty()) {
      return false;
    }
    Placed x = drafting.in(input, found.get().source());
    Placed y = drafting.make(node.output(), x.layout());
    drafting.run(
        found.get().primitive(),
        x.layout().toString(),
        Arg.of(dnnl.DNNL_ARG_SRC, x),
        Arg.of(dnnl.DNNL_ARG_DST, y));
    return true;
  }

  /** Returns the exponential of every element. */
  static Primitive exp(Layout layout, Drafting drafting) {
    return forward(drafting, new Algorithm(dnnl.dnnl_eltwise_exp, NONE, 0, 0), layout)
        .orElseThrow(() -> Status.failure(dnnl.dnnl_unimplemented, "eltwise_forward", "exp"));
  }

  private static Optional<Primitive> forward(
      Drafting drafting, Algorithm algorithm, Layout layout) {
    return drafting
        .primitives()
        .find(
            "eltwise_forward",
            (result, engine, attributes) ->
                dnnl.dnnl_eltwise_forward_primitive_desc_create(
                    result,
                    engine,
                    dnnl.dnnl_forward_inference,
                    algorithm.forward(),
                    layout.descriptor(),
                    layout.descriptor(),
                    algorithm.alpha(),
                    algorithm.beta(),
                    attributes));
  }

  static boolean backward(ActivationGradient op, Node node, Drafting drafting) {
    Optional<Algorithm> algorithm = algorithm(op.activation());
    if (algorithm.isEmpty() || algorithm.get().backward() == NONE) {
      return false;
    }
    Value result = node.inputs().get(0);
    Optional<Choice> found =
        Choice.of(result, drafting, layout -> backward(drafting, algorithm.get(), layout));
    if (found.isEmpty()) {
      return false;
    }
    Layout layout = found.get().source();
    Placed y = drafting.in(result, layout);
    Placed outputGradient = drafting.in(node.inputs().get(1), layout);
    Placed inputGradient = drafting.make(node.output(), layout);
    drafting.run(
        found.get().primitive(),
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
