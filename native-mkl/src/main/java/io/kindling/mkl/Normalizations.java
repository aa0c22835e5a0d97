package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.BatchNormalizationGradient;
import io.kindling.mkl.Drafting.Kept;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/** Batch normalization and its gradient. */
final class Normalizations {
  private static final int AFFINE = dnnl.dnnl_use_scale | dnnl.dnnl_use_shift;

  private Normalizations() {}

  static boolean forward(BatchNormalization op, Node node, Drafting drafting) {
    if (drafting.shape(node.inputs().get(0)).rank() < 2) {
      return false;
    }
    return op.trainingMode() ? training(op, node, drafting) : inference(op, node, drafting);
  }

  private static boolean inference(BatchNormalization op, Node node, Drafting drafting) {
    List<Value> inputs = node.inputs();
    Optional<FusedActivation> activation = FusedActivation.after(node, drafting);
    dnnl_primitive_attr attributes = drafting.primitives().attributes();
    activation.ifPresent(
        fused -> {
          try (PostOps chain = PostOps.open()) {
            chain.eltwise(fused.algorithm()).into(attributes);
          }
        });
    Optional<Choice> found =
        Choice.of(
            inputs.get(0),
            drafting,
            layout ->
                create(
                    drafting,
                    dnnl.dnnl_forward_inference,
                    layout,
                    op.epsilon(),
                    AFFINE | dnnl.dnnl_use_global_stats,
                    attributes));
    if (found.isEmpty()) {
      return false;
    }
    Placed x = drafting.in(inputs.get(0), found.get().source());
    activation.ifPresent(fused -> drafting.fuse(fused.node()));
    Placed y = drafting.make(FusedActivation.result(node, activation), x.layout());
    drafting.run(
        found.get().primitive(),
        x.layout() + activation.map(f -> " then " + f.node().op().type()).orElse(""),
        Arg.of(dnnl.DNNL_ARG_SRC, x),
        Arg.of(dnnl.DNNL_ARG_SCALE, drafting.rowMajor(inputs.get(1))),
        Arg.of(dnnl.DNNL_ARG_SHIFT, drafting.rowMajor(inputs.get(2))),
        Arg.of(dnnl.DNNL_ARG_MEAN, drafting.rowMajor(inputs.get(3))),
        Arg.of(dnnl.DNNL_ARG_VARIANCE, drafting.rowMajor(inputs.get(4))),
        Arg.of(dnnl.DNNL_ARG_DST, y));
    return true;
  }

  private static boolean training(BatchNormalization op, Node node, Drafting drafting) {
    List<Value> inputs = node.inputs();
    List<Value> outputs = node.outputs();
    Optional<Choice> found =
        Choice.of(
            inputs.get(0),
            drafting,
            layout ->
                create(
                    drafting,
                    dnnl.dnnl_forward_training,
                    layout,
                    op.epsilon(),
                    AFFINE,
                    drafting.primitives().attributes()));
    if (found.isEmpty()) {
      return false;
    }
    Placed x = drafting.in(inputs.get(0), found.get().source());
    Shape channels = drafting.shape(inputs.get(1));
    Layout vector = drafting.layouts().rowMajor(channels);
    Placed mean = drafting.make(outputs.get(3), vector);
    Placed variance = drafting.temporary(vector);
    Placed y = drafting.make(outputs.get(0), x.layout());
    drafting.run(
        found.get().primitive(),
        x.layout().toString(),
        Arg.of(dnnl.DNNL_ARG_SRC, x),
        Arg.of(dnnl.DNNL_ARG_SCALE, drafting.rowMajor(inputs.get(1))),
        Arg.of(dnnl.DNNL_ARG_SHIFT, drafting.rowMajor(inputs.get(2))),
        Arg.of(dnnl.DNNL_ARG_MEAN, mean),
        Arg.of(dnnl.DNNL_ARG_VARIANCE, variance),
        Arg.of(dnnl.DNNL_ARG_DST, y));
    drafting.keep(outputs.get(3), new Kept(found.get().primitive(), variance, variance.buffer()));
    List<Buffer> buffers =
        List.of(
            drafting.rowMajor(inputs.get(3)).buffer(),
            drafting.rowMajor(inputs.get(4)).buffer(),
            mean.buffer(),
            variance.buffer(),
            drafting.make(outputs.get(1), vector).buffer(),
            drafting.make(outputs.get(2), vector).buffer(),
            drafting.make(outputs.get(4), vector).buffer());
    drafting.java(
        "running statistics",
        buffers,
        buffers.stream().map(buffer -> channels).toList(),
        tensors -> statistics(op, tensors));
    return true;
  }

  private static Kernel statistics(BatchNormalization op, List<Tensor> tensors) {
    Tensor runningMean = tensors.get(0);
    Tensor runningVariance = tensors.get(1);
    Tensor mean = tensors.get(2);
    Tensor variance = tensors.get(3);
    Tensor nextMean = tensors.get(4);
    Tensor nextVariance = tensors.get(5);
    Tensor inverse = tensors.get(6);
    float keep = op.momentum();
    return () -> {
      for (long i = 0; i < mean.size(); i++) {
        float batchVariance = variance.getFloat(i);
        nextMean.setFloat(i, runningMean.getFloat(i) * keep + mean.getFloat(i) * (1 - keep));
        nextVariance.setFloat(i, runningVariance.getFloat(i) * keep + batchVariance * (1 - keep));
        inverse.setFloat(i, (float) (1 / Math.sqrt(batchVariance + (double) op.epsilon())));
      }
    };
  }

  static boolean backward(BatchNormalizationGradient op, Node node, Drafting drafting) {
    List<Value> inputs = node.inputs();
    Optional<Kept> kept = drafting.kept(inputs.get(3));
    if (kept.isEmpty()) {
      return false;
    }
    Primitive forward = kept.get().forward();
    Layout layout = forward.layout(dnnl.DNNL_ARG_SRC);
    Optional<Primitive> found =
        drafting
            .primitives()
            .find(
                "batch_normalization_backward",
                (result, engine, attributes) ->
                    dnnl.dnnl_batch_normalization_backward_primitive_desc_create(
                        result,
                        engine,
                        dnnl.dnnl_backward,
                        layout.descriptor(),
                        layout.descriptor(),
                        layout.descriptor(),
                        op.epsilon(),
                        AFFINE,
                        forward.descriptor(),
                        attributes));
    if (found.isEmpty()) {
      return false;
    }
    Layout vector = drafting.layouts().rowMajor(drafting.shape(inputs.get(1)));
    Placed dy = drafting.in(inputs.get(2), layout);
    drafting.run(
        found.get(),
        layout.toString(),
        Arg.of(dnnl.DNNL_ARG_SRC, drafting.in(inputs.get(0), layout)),
        Arg.of(dnnl.DNNL_ARG_SCALE, drafting.rowMajor(inputs.get(1))),
        Arg.of(dnnl.DNNL_ARG_DIFF_DST, dy),
        Arg.of(dnnl.DNNL_ARG_MEAN, drafting.rowMajor(inputs.get(3))),
        Arg.of(dnnl.DNNL_ARG_VARIANCE, kept.get().result()),
        Arg.of(dnnl.DNNL_ARG_DIFF_SRC, drafting.make(node.outputs().get(0), layout)),
        Arg.of(dnnl.DNNL_ARG_DIFF_SCALE, drafting.make(node.outputs().get(1), vector)),
        Arg.of(dnnl.DNNL_ARG_DIFF_SHIFT, drafting.make(node.outputs().get(2), vector)));
    return true;
  }

  private static Optional<Primitive> create(
      Drafting drafting,
      int kind,
      Layout layout,
      float epsilon,
      int flags,
      dnnl_primitive_attr attributes) {
    return drafting
        .primitives()
        .find(
            "batch_normalization_forward",
            attributes,
            (result, engine, attr) ->
                dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                    result,
                    engine,
                    kind,
                    layout.descriptor(),
                    layout.descriptor(),
                    epsilon,
                    flags,
                    attr));
  }
}
