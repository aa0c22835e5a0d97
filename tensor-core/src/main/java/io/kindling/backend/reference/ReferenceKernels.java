package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.backend.KernelFactory;
import io.kindling.graph.Op;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.AllReduceSum;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.AveragePoolGradient;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.BatchNormalizationGradient;
import io.kindling.graph.op.Binary;
import io.kindling.graph.op.Cast;
import io.kindling.graph.op.Concat;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Dropout;
import io.kindling.graph.op.DropoutGradient;
import io.kindling.graph.op.DropoutTraining;
import io.kindling.graph.op.Expand;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Gather;
import io.kindling.graph.op.GatherElements;
import io.kindling.graph.op.GatherElementsGradient;
import io.kindling.graph.op.GatherGradient;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.Identity;
import io.kindling.graph.op.LogSoftmax;
import io.kindling.graph.op.LogSoftmaxGradient;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.MaxPoolGradient;
import io.kindling.graph.op.NegativeLogLikelihoodLoss;
import io.kindling.graph.op.NegativeLogLikelihoodLossGradient;
import io.kindling.graph.op.Pad;
import io.kindling.graph.op.ReducedExtremum;
import io.kindling.graph.op.Reduction;
import io.kindling.graph.op.Reshape;
import io.kindling.graph.op.ShapeOf;
import io.kindling.graph.op.Size;
import io.kindling.graph.op.Slice;
import io.kindling.graph.op.SliceGradient;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.graph.op.SoftmaxCrossEntropyLossGradient;
import io.kindling.graph.op.SoftmaxGradient;
import io.kindling.graph.op.Squeeze;
import io.kindling.graph.op.Transpose;
import io.kindling.graph.op.Unary;
import io.kindling.graph.op.Unsqueeze;
import io.kindling.graph.op.Where;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of plain loops: one row an operator, or a family of operators. */
public final class ReferenceKernels {
  private static final Map<Class<? extends Op>, KernelFactory<? extends Op>> TABLE = table();

  private ReferenceKernels() {}

  private static Map<Class<? extends Op>, KernelFactory<? extends Op>> table() {
    Map<Class<? extends Op>, KernelFactory<? extends Op>> table = new LinkedHashMap<>();
    row(table, Binary.class, BinaryLoop::create);
    row(table, Unary.class, UnaryLoop::create);
    row(table, ActivationGradient.class, UnaryLoop::gradient);
    row(table, Cast.class, CastLoop::create);
    row(table, ReducedExtremum.class, ExtremumLoop::create);
    row(table, Reduction.class, ReductionLoop::create);
    row(table, MatMul.class, MatMulLoop::create);
    row(table, Gemm.class, GemmLoop::create);
    row(table, Conv.class, ConvLoop::forward);
    row(table, ConvInputGradient.class, ConvLoop::inputGradient);
    row(table, ConvWeightGradient.class, ConvLoop::weightGradient);
    row(table, MaxPool.class, MaxPoolLoop::create);
    row(table, MaxPoolGradient.class, MaxPoolLoop::gradient);
    row(table, AveragePool.class, AveragePoolLoop::create);
    row(table, AveragePoolGradient.class, AveragePoolLoop::gradient);
    row(table, GlobalAveragePool.class, GlobalPoolLoop::average);
    row(table, GlobalMaxPool.class, GlobalPoolLoop::max);
    row(table, BatchNormalization.class, BatchNormalizationLoop::create);
    row(table, BatchNormalizationGradient.class, BatchNormalizationGradientLoop::create);
    row(table, Dropout.class, DropoutLoop::inference);
    row(table, DropoutTraining.class, DropoutLoop::training);
    row(table, DropoutGradient.class, DropoutLoop::gradient);
    row(table, Softmax.class, SoftmaxLoop::softmax);
    row(table, SoftmaxGradient.class, SoftmaxLoop::softmaxGradient);
    row(table, LogSoftmax.class, SoftmaxLoop::logSoftmax);
    row(table, LogSoftmaxGradient.class, SoftmaxLoop::logSoftmaxGradient);
    row(table, SoftmaxCrossEntropyLoss.class, ClassLossLoop::crossEntropy);
    row(table, SoftmaxCrossEntropyLossGradient.class, ClassLossLoop::crossEntropyGradient);
    row(table, NegativeLogLikelihoodLoss.class, ClassLossLoop::likelihood);
    row(table, NegativeLogLikelihoodLossGradient.class, ClassLossLoop::likelihoodGradient);
    moves(table);
    return table;
  }

  private static void moves(Map<Class<? extends Op>, KernelFactory<? extends Op>> table) {
    row(table, Identity.class, ReferenceKernels::copy);
    row(table, Reshape.class, ReferenceKernels::copy);
    row(table, Flatten.class, ReferenceKernels::copy);
    row(table, Squeeze.class, ReferenceKernels::copy);
    row(table, Unsqueeze.class, ReferenceKernels::copy);
    row(table, Expand.class, StridedCopy::expand);
    row(table, Transpose.class, StridedCopy::transpose);
    row(table, Concat.class, StridedCopy::concat);
    row(table, Slice.class, StridedCopy::slice);
    row(table, SliceGradient.class, StridedCopy::sliceGradient);
    row(table, Gather.class, GatherLoop::create);
    row(table, GatherGradient.class, GatherLoop::gradient);
    row(table, GatherElements.class, GatherElementsLoop::create);
    row(table, GatherElementsGradient.class, GatherElementsLoop::gradient);
    row(table, Where.class, WhereLoop::create);
    row(table, Pad.class, StridedCopy::pad);
    row(table, Size.class, ReferenceKernels::size);
    row(table, ShapeOf.class, ReferenceKernels::shape);
    row(table, AllReduceSum.class, ReferenceKernels::allReduce);
  }

  private static Kernel copy(Op op, KernelContext context) {
    return () -> context.output().copyFrom(context.input(0));
  }

  private static Kernel size(Size op, KernelContext context) {
    return () -> context.output().setLong(0, context.input(0).size());
  }

  private static Kernel shape(ShapeOf op, KernelContext context) {
    long[] dims = op.part(context.input(0).shape()).dims();
    return () -> {
      for (int i = 0; i < dims.length; i++) {
        context.output().setLong(i, dims[i]);
      }
    };
  }

  private static Kernel allReduce(AllReduceSum op, KernelContext context) {
    return () -> {
      context.output().copyFrom(context.input(0));
      context.collective().sum(context.output());
    };
  }

  private static <O extends Op> void row(
      Map<Class<? extends Op>, KernelFactory<? extends Op>> table,
      Class<O> type,
      KernelFactory<O> factory) {
    table.put(type, factory);
  }

  /**
   * Returns the plain loops of a node, for any backend that has nothing faster.
   *
   * @throws IllegalArgumentException when there are none for the operator
   */
  public static Kernel create(KernelContext context) {
    Op op = context.node().op();
    for (Map.Entry<Class<? extends Op>, KernelFactory<? extends Op>> row : TABLE.entrySet()) {
      if (row.getKey().isInstance(op)) {
        return create(row.getValue(), op, context);
      }
    }
    throw new IllegalArgumentException(
        op.type()
            + " \""
            + context.node().name()
            + "\": expected an operator with a kernel, got none. Add its row to the table.");
  }

  @SuppressWarnings("unchecked") // A row's factory takes the class that the row is for.
  private static <O extends Op> Kernel create(
      KernelFactory<O> factory, Op op, KernelContext context) {
    return factory.create((O) op, context);
  }
}
