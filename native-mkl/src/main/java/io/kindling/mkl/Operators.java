package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Op;
import io.kindling.graph.Value;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.AveragePoolGradient;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.BatchNormalizationGradient;
import io.kindling.graph.op.Binary;
import io.kindling.graph.op.Concat;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Expand;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.Identity;
import io.kindling.graph.op.LogSoftmax;
import io.kindling.graph.op.LogSoftmaxGradient;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.MaxPoolGradient;
import io.kindling.graph.op.ReducedExtremum;
import io.kindling.graph.op.Reduction;
import io.kindling.graph.op.Reshape;
import io.kindling.graph.op.Slice;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.graph.op.SoftmaxCrossEntropyLossGradient;
import io.kindling.graph.op.SoftmaxGradient;
import io.kindling.graph.op.Squeeze;
import io.kindling.graph.op.Transpose;
import io.kindling.graph.op.Unary;
import io.kindling.graph.op.Unsqueeze;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The table of operators that oneDNN has primitives for: one row an operator, or a family. */
final class Operators {
  private record Row<O extends Op>(Class<O> type, NodeCompiler<O> compiler) {
    boolean compile(Node node, Drafting drafting) {
      return type.isInstance(node.op()) && compiler.compile(type.cast(node.op()), node, drafting);
    }
  }

  private final List<Row<?>> rows = new ArrayList<>();

  Operators() {
    row(Gemm.class, Products::gemm);
    row(MatMul.class, Products::matMul);
    row(Binary.class, Binaries::compile);
    row(Unary.class, Eltwise::forward);
    row(ActivationGradient.class, Eltwise::backward);
    row(ReducedExtremum.class, Extrema::reduce);
    row(Reduction.class, Sums::reduce);
    row(Expand.class, Sums::expand);
    row(Conv.class, Convolutions::forward);
    row(ConvInputGradient.class, Convolutions::backwardData);
    row(ConvWeightGradient.class, Convolutions::backwardWeights);
    row(MaxPool.class, Poolings::max);
    row(MaxPoolGradient.class, Poolings::maxGradient);
    row(AveragePool.class, Poolings::average);
    row(AveragePoolGradient.class, Poolings::averageGradient);
    row(BatchNormalization.class, Normalizations::forward);
    row(BatchNormalizationGradient.class, Normalizations::backward);
    row(Softmax.class, Softmaxes::softmax);
    row(SoftmaxGradient.class, Softmaxes::softmaxGradient);
    row(LogSoftmax.class, Softmaxes::logSoftmax);
    row(LogSoftmaxGradient.class, Softmaxes::logSoftmaxGradient);
    row(SoftmaxCrossEntropyLoss.class, ClassLosses::forward);
    row(SoftmaxCrossEntropyLossGradient.class, ClassLosses::backward);
    row(Reshape.class, Views::reshape);
    row(Flatten.class, Views::reshape);
    row(Squeeze.class, Views::reshape);
    row(Unsqueeze.class, Views::reshape);
    row(Identity.class, Views::reshape);
    row(Concat.class, Joins::concat);
    row(Slice.class, Joins::slice);
    row(GlobalAveragePool.class, GlobalPools::average);
    row(GlobalMaxPool.class, GlobalPools::max);
    row(Transpose.class, Views::transpose);
  }

  private <O extends Op> void row(Class<O> type, NodeCompiler<O> compiler) {
    rows.add(new Row<>(type, compiler));
  }

  /** Drafts a node with primitives; returns whether there are any. */
  boolean compile(Node node, Drafting drafting) {
    return isFloat(node)
        && values(node).allMatch(value -> drafting.shape(value).rank() <= Layouts.MOST_AXES)
        && rows.stream().anyMatch(row -> row.compile(node, drafting));
  }

  private static boolean isFloat(Node node) {
    if (node.op() instanceof SoftmaxCrossEntropyLoss
        || node.op() instanceof SoftmaxCrossEntropyLossGradient) {
      return Drafting.isFloat(node.output());
    }
    // Indices of pooling are int64 and stay inside oneDNN's workspace.
    return node.op() instanceof MaxPool
        || node.op() instanceof MaxPoolGradient
        || values(node).allMatch(Drafting::isFloat);
  }

  private static Stream<Value> values(Node node) {
    return Stream.concat(node.inputs().stream(), node.outputs().stream());
  }
}
