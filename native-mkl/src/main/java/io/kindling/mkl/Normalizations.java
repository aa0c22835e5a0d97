package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.BatchNormalizationGradient;
import io.kindling.mkl.Drafting.Kept;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
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
    Optional<NormalizedRelu> relu = NormalizedRelu.of(node, drafting);
    int flags = relu.isPresent() ? AFFINE | dnnl.dnnl_fuse_norm_relu : AFFINE;
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
                    flags,
                    drafting.primitives().attributes()));
    if (found.isEmpty()) {
      return false;
    }
    Primitive primitive = found.get().primitive();
    Placed x = drafting.in(inputs.get(0), found.get().source());
    Layout vector = drafting.layouts().rowMajor(drafting.shape(inputs.get(1)));
    Placed mean = drafting.make(outputs.get(3), vector);
    Placed variance = drafting.temporary(vector);
    Placed y =
        drafting.make(relu.map(r -> r.forward().output()).orElse(outputs.get(0)), x.layout());
    List<Arg> args = new ArrayList<>();
    args.add(Arg.of(dnnl.DNNL_ARG_SRC, x));
    args.add(Arg.of(dnnl.DNNL_ARG_SCALE, drafting.rowMajor(inputs.get(1))));
    args.add(Arg.of(dnnl.DNNL_ARG_SHIFT, drafting.rowMajor(inputs.get(2))));
    args.add(Arg.of(dnnl.DNNL_ARG_MEAN, mean));
    args.add(Arg.of(dnnl.DNNL_ARG_VARIANCE, variance));
    args.add(Arg.of(dnnl.DNNL_ARG_DST, y));
    Buffer workspace = Buffer.ofBytes(primitive.workspaceBytes());
    if (relu.isPresent()) {
      drafting.fuse(relu.get().forward());
      drafting.fuse(relu.get().backward());
      args.add(workspace(primitive, workspace));
      drafting.recall(
          relu.get().forward().output(),
          new Normalized(
              x,
              mean.buffer(),
              variance.buffer(),
              drafting.rowMajor(inputs.get(1)).buffer(),
              drafting.rowMajor(inputs.get(2)).buffer(),
              op.epsilon()));
    }
    drafting.run(
        primitive, x.layout() + (relu.isPresent() ? " then Relu" : ""), args.toArray(Arg[]::new));
    drafting.keep(outputs.get(3), new Kept(primitive, variance, workspace));
    runStatistics(op, node, mean, variance, drafting);
    return true;
  }

  /** Adds the step that blends the batch's statistics into the running ones. */
  private static void runStatistics(
      BatchNormalization op, Node node, Placed mean, Placed variance, Drafting drafting) {
    List<Value> inputs = node.inputs();
    List<Value> outputs = node.outputs();
    Shape channels = drafting.shape(inputs.get(1));
    Layout vector = mean.layout();
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
  }

  private static Arg workspace(Primitive forward, Buffer memory) {
    return new Arg(dnnl.DNNL_ARG_WORKSPACE, forward.query(dnnl.DNNL_ARG_WORKSPACE), memory);
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
    // Loops over arrays are vectorized, loops over native memory are not.
    int channels = Math.toIntExact(mean.size());
    float[] running = new float[channels];
    float[] batch = new float[channels];
    return () -> {
      runningMean.copyTo(0, running, 0, channels);
      mean.copyTo(0, batch, 0, channels);
      blend(running, batch, keep);
      nextMean.copyFrom(running, 0, 0, channels);
      runningVariance.copyTo(0, running, 0, channels);
      variance.copyTo(0, batch, 0, channels);
      blend(running, batch, keep);
      nextVariance.copyFrom(running, 0, 0, channels);
      for (int i = 0; i < channels; i++) {
        batch[i] = (float) (1 / Math.sqrt(batch[i] + (double) op.epsilon()));
      }
      inverse.copyFrom(batch, 0, 0, channels);
    };
  }

  private static void blend(float[] running, float[] batch, float keep) {
    for (int i = 0; i < running.length; i++) {
      running[i] = running[i] * keep + batch[i] * (1 - keep);
    }
  }

  static boolean backward(BatchNormalizationGradient op, Node node, Drafting drafting) {
    List<Value> inputs = node.inputs();
    Optional<Kept> kept = drafting.kept(inputs.get(3));
    if (kept.isEmpty()) {
      return false;
    }
    Primitive forward = kept.get().forward();
    Layout layout = forward.layout(dnnl.DNNL_ARG_SRC);
    boolean relu = forward.workspaceBytes() > 0;
    int flags = relu ? AFFINE | dnnl.dnnl_fuse_norm_relu : AFFINE;
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
                        flags,
                        forward.descriptor(),
                        attributes));
    Primitive primitive =
        found.orElseThrow(
            () ->
                Status.failure(
                    dnnl.dnnl_unimplemented, "batch_normalization_backward", node.name()));
    Layout vector = drafting.layouts().rowMajor(drafting.shape(inputs.get(1)));
    Placed dy = drafting.in(NormalizedRelu.received(node, relu, drafting), layout);
    List<Arg> args = new ArrayList<>();
    args.add(Arg.of(dnnl.DNNL_ARG_SRC, drafting.in(inputs.get(0), layout)));
    args.add(Arg.of(dnnl.DNNL_ARG_SCALE, drafting.rowMajor(inputs.get(1))));
    args.add(Arg.of(dnnl.DNNL_ARG_DIFF_DST, dy));
    args.add(Arg.of(dnnl.DNNL_ARG_MEAN, drafting.rowMajor(inputs.get(3))));
    args.add(Arg.of(dnnl.DNNL_ARG_VARIANCE, kept.get().result()));
    args.add(Arg.of(dnnl.DNNL_ARG_DIFF_SRC, drafting.make(node.outputs().get(0), layout)));
    args.add(Arg.of(dnnl.DNNL_ARG_DIFF_SCALE, drafting.make(node.outputs().get(1), vector)));
    args.add(Arg.of(dnnl.DNNL_ARG_DIFF_SHIFT, drafting.make(node.outputs().get(2), vector)));
    if (relu) {
      args.add(workspace(forward, kept.get().memory()));
    }
    drafting.run(primitive, layout + (relu ? " after Relu's" : ""), args.toArray(Arg[]::new));
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
