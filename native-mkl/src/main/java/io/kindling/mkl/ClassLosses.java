package io.kindling.mkl;

import io.kindling.backend.Collective;
import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.backend.reference.ClassLabels;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.graph.op.SoftmaxCrossEntropyLossGradient;
import io.kindling.mkl.Drafting.Kept;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Softmax with cross-entropy and its gradient: oneDNN takes logarithms and exponentials, once for
 * both; what is left are loops over the labels and one multiplication an element.
 */
final class ClassLosses {
  private static final int CLASSES = 1;

  private ClassLosses() {}

  static boolean forward(SoftmaxCrossEntropyLoss op, Node node, Drafting drafting) {
    Value scores = node.inputs().get(0);
    Optional<Kept> left =
        op.withLogProbabilities()
            ? logarithms(scores, Optional.of(node.outputs().get(1)), drafting)
            : logarithms(scores, Optional.empty(), drafting);
    if (left.isEmpty()) {
      return false;
    }
    drafting.keep(scores, left.get());
    List<Buffer> buffers = new ArrayList<>(List.of(left.get().memory()));
    List<Shape> shapes = new ArrayList<>(List.of(drafting.shape(scores)));
    node.inputs().stream().skip(1).forEach(value -> add(value, buffers, shapes, drafting));
    Shape result = drafting.shape(node.output());
    buffers.add(drafting.make(node.output(), drafting.layouts().rowMajor(result)).buffer());
    shapes.add(result);
    drafting.java(
        op.type(),
        buffers,
        shapes,
        tensors -> loss(context(node, tensors), op.reduction(), op.ignoreIndex()));
    return true;
  }

  private static void add(
      Value value, List<Buffer> buffers, List<Shape> shapes, Drafting drafting) {
    buffers.add(drafting.plainInput(value));
    shapes.add(drafting.shape(value));
  }

  private static KernelContext context(Node node, List<Tensor> tensors) {
    int last = tensors.size() - 1;
    return new KernelContext(
        node, tensors.subList(0, last), List.of(tensors.get(last)), Collective.alone());
  }

  /** Adds the logarithms of the probabilities, under a value where the graph has one for them. */
  private static Optional<Kept> logarithms(
      Value scores, Optional<Value> output, Drafting drafting) {
    Placed x = drafting.rowMajor(scores);
    return Softmaxes.find(dnnl.dnnl_softmax_log, CLASSES, x.layout(), drafting)
        .filter(primitive -> !primitive.isReference())
        .map(
            primitive -> {
              Placed y =
                  output
                      .map(value -> drafting.make(value, x.layout()))
                      .orElseGet(() -> drafting.temporary(x.layout()));
              drafting.run(
                  primitive,
                  x.layout().toString(),
                  Arg.of(dnnl.DNNL_ARG_SRC, x),
                  Arg.of(dnnl.DNNL_ARG_DST, y));
              return new Kept(primitive, y, y.buffer());
            });
  }

  private static Kernel loss(
      KernelContext context, LossReduction reduction, OptionalLong ignoreIndex) {
    Tensor logarithms = context.input(0);
    Tensor loss = context.output();
    ClassLabels labels = ClassLabels.of(context, 2, ignoreIndex);
    int inner = labels.inner();
    return () -> {
      double sum = 0;
      for (long row = 0; row < labels.rows(); row++) {
        for (int i = 0; i < inner; i++) {
          int label = labels.at(row, i);
          double value = 0;
          if (label >= 0) {
            long place = (row * labels.classes() + label) * inner + i;
            value = -labels.weight(label) * logarithms.getFloat(place);
          }
          sum += value;
          if (reduction == LossReduction.NONE) {
            loss.setFloat(row * inner + i, (float) value);
          }
        }
      }
      if (reduction != LossReduction.NONE) {
        double divisor = reduction == LossReduction.MEAN ? labels.totalWeight() : 1;
        loss.setFloat(0, (float) (sum / divisor));
      }
    };
  }

  static boolean backward(SoftmaxCrossEntropyLossGradient op, Node node, Drafting drafting) {
    Value scores = node.inputs().get(0);
    Optional<Kept> left =
        drafting.kept(scores).or(() -> logarithms(scores, Optional.empty(), drafting));
    if (left.isEmpty()) {
      return false;
    }
    Layout layout = drafting.layouts().rowMajor(drafting.shape(scores));
    Placed probabilities = drafting.temporary(layout);
    Primitive exp = Eltwise.exp(layout, drafting);
    drafting.run(
        exp,
        layout.toString(),
        new Arg(dnnl.DNNL_ARG_SRC, layout.descriptor(), left.get().memory()),
        Arg.of(dnnl.DNNL_ARG_DST, probabilities));
    List<Buffer> buffers = new ArrayList<>(List.of(probabilities.buffer()));
    List<Shape> shapes = new ArrayList<>(List.of(drafting.shape(scores)));
    node.inputs().stream().skip(1).forEach(value -> add(value, buffers, shapes, drafting));
    buffers.add(drafting.make(node.output(), layout).buffer());
    shapes.add(drafting.shape(scores));
    drafting.java(
        op.type(),
        buffers,
        shapes,
        tensors -> gradient(context(node, tensors), op.reduction(), op.ignoreIndex()));
    return true;
  }

  private static Kernel gradient(
      KernelContext context, LossReduction reduction, OptionalLong ignoreIndex) {
    Tensor probabilities = context.input(0);
    Tensor received = context.input(2);
    Tensor dx = context.output();
    ClassLabels labels = ClassLabels.of(context, 3, ignoreIndex);
    int inner = labels.inner();
    float[] block = new float[Math.multiplyExact(labels.classes(), inner)];
    float[] factors = new float[inner];
    return () -> {
      double divisor = reduction == LossReduction.MEAN ? labels.totalWeight() : 1;
      for (long row = 0; row < labels.rows(); row++) {
        probabilities.copyTo(row * block.length, block, 0, block.length);
        for (int i = 0; i < inner; i++) {
          int label = labels.at(row, i);
          long place = reduction == LossReduction.NONE ? row * inner + i : 0;
          factors[i] =
              label < 0 ? 0 : (float) (received.getFloat(place) * labels.weight(label) / divisor);
        }
        scale(block, factors);
        for (int i = 0; i < inner; i++) {
          int label = labels.at(row, i);
          if (label >= 0) {
            block[label * inner + i] -= factors[i];
          }
        }
        dx.copyFrom(block, 0, row * block.length, block.length);
      }
    };
  }

  private static void scale(float[] block, float[] factors) {
    if (factors.length == 1) {
      float factor = factors[0];
      if (factor == 0) {
        // A row that only fills the batch leaves zeros whatever its scores are.
        Arrays.fill(block, 0);
        return;
      }
      for (int i = 0; i < block.length; i++) {
        block[i] *= factor;
      }
      return;
    }
    for (int start = 0; start < block.length; start += factors.length) {
      for (int i = 0; i < factors.length; i++) {
        block[start + i] = factors[i] == 0 ? 0 : block[start + i] * factors[i];
      }
    }
  }
}
