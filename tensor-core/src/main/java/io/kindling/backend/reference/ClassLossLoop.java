package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.NegativeLogLikelihoodLoss;
import io.kindling.graph.op.NegativeLogLikelihoodLossGradient;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.graph.op.SoftmaxCrossEntropyLossGradient;
import io.kindling.tensor.Tensor;
import java.util.Arrays;

/** Losses between class scores {@code [batch, classes, d...]} and labels, and their gradients. */
final class ClassLossLoop {
  private ClassLossLoop() {}

  static Kernel crossEntropy(SoftmaxCrossEntropyLoss op, KernelContext context) {
    ClassLabels labels = ClassLabels.of(context, 2, op.ignoreIndex());
    return forward(context, labels, op.reduction(), true);
  }

  static Kernel likelihood(NegativeLogLikelihoodLoss op, KernelContext context) {
    ClassLabels labels = ClassLabels.of(context, 2, op.ignoreIndex());
    return forward(context, labels, op.reduction(), false);
  }

  static Kernel crossEntropyGradient(SoftmaxCrossEntropyLossGradient op, KernelContext context) {
    ClassLabels labels = ClassLabels.of(context, 3, op.ignoreIndex());
    return backward(context, labels, op.reduction(), true);
  }

  static Kernel likelihoodGradient(NegativeLogLikelihoodLossGradient op, KernelContext context) {
    ClassLabels labels = ClassLabels.of(context, 3, op.ignoreIndex());
    return backward(context, labels, op.reduction(), false);
  }

  private static Kernel forward(
      KernelContext context, ClassLabels labels, LossReduction reduction, boolean softmax) {
    Tensor x = context.input(0);
    Tensor loss = context.output(0);
    int inner = labels.inner();
    double[] block = new double[Math.multiplyExact(labels.classes(), inner)];
    return () -> {
      double sum = 0;
      for (long row = 0; row < labels.rows(); row++) {
        x.copyTo(row * block.length, block, 0, block.length);
        for (int i = 0; i < inner; i++) {
          if (softmax) {
            SoftmaxLoop.logSoftmax(block, i, inner, labels.classes());
          }
          int label = labels.at(row, i);
          double value = label < 0 ? 0 : -labels.weight(label) * block[label * inner + i];
          sum += value;
          if (reduction == LossReduction.NONE) {
            loss.setDouble(row * inner + i, value);
          }
        }
        if (context.outputs().size() > 1) {
          context.output(1).copyFrom(block, 0, row * block.length, block.length);
        }
      }
      if (reduction != LossReduction.NONE) {
        loss.setDouble(0, reduction == LossReduction.MEAN ? sum / labels.totalWeight() : sum);
      }
    };
  }

  private static Kernel backward(
      KernelContext context, ClassLabels labels, LossReduction reduction, boolean softmax) {
    Tensor x = context.input(0);
    Tensor received = context.input(2);
    Tensor dx = context.output();
    int inner = labels.inner();
    double[] block = new double[Math.multiplyExact(labels.classes(), inner)];
    return () -> {
      double divisor = reduction == LossReduction.MEAN ? labels.totalWeight() : 1;
      for (long row = 0; row < labels.rows(); row++) {
        if (softmax) {
          x.copyTo(row * block.length, block, 0, block.length);
        } else {
          Arrays.fill(block, 0);
        }
        for (int i = 0; i < inner; i++) {
          int label = labels.at(row, i);
          long place = reduction == LossReduction.NONE ? row * inner + i : 0;
          double factor =
              label < 0 ? 0 : received.getDouble(place) * labels.weight(label) / divisor;
          if (softmax) {
            SoftmaxLoop.logSoftmax(block, i, inner, labels.classes());
            for (int c = i; c < block.length; c += inner) {
              block[c] = factor == 0 ? 0 : factor * Math.exp(block[c]);
            }
          }
          if (label >= 0) {
            block[label * inner + i] -= factor;
          }
        }
        dx.copyFrom(block, 0, row * block.length, block.length);
      }
    };
  }
}
