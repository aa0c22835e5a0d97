package io.kindling.mkl;

import io.kindling.backend.Precision;
import io.kindling.graph.Op;
import io.kindling.graph.Value;
import io.kindling.graph.op.Activation;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.Add;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.AveragePoolGradient;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.BatchNormalizationGradient;
import io.kindling.graph.op.Concat;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.MaxPoolGradient;
import io.kindling.graph.op.Mul;
import io.kindling.graph.op.Slice;
import io.kindling.graph.op.Transpose;
import java.util.List;
import java.util.Set;

/**
 * What values are stored as inside a plan.
 *
 * <p>In mixed precision convolutions and matrix products read bfloat16, sum in float32, and write
 * bfloat16 where somebody goes on in it. Operators without products (pooling, normalization,
 * activations) go on in what they are given. All else is float32: outputs of the graph, such as
 * gradients of weights and what losses are computed from, softmax, sums, and plain loops.
 */
final class Elements {
  /** The operators that read bfloat16. */
  private static final List<Class<? extends Op>> NARROW =
      List.of(
          Conv.class,
          ConvInputGradient.class,
          ConvWeightGradient.class,
          Gemm.class,
          MatMul.class,
          BatchNormalization.class,
          BatchNormalizationGradient.class,
          MaxPool.class,
          MaxPoolGradient.class,
          AveragePool.class,
          AveragePoolGradient.class,
          GlobalAveragePool.class,
          GlobalMaxPool.class,
          Activation.class,
          ActivationGradient.class,
          Add.class,
          Mul.class,
          Concat.class,
          Slice.class,
          Transpose.class);

  private final boolean mixed;
  private final LiveNodes live;
  private final Set<Value> outputs;

  /**
   * @param outputs the values that the caller sees, under whatever shape
   */
  Elements(Precision precision, LiveNodes live, Set<Value> outputs) {
    this.mixed = precision == Precision.BFLOAT16;
    this.live = live;
    this.outputs = outputs;
  }

  /** Returns the types of operands that products may be asked for, the best first. */
  List<Element> products() {
    return mixed ? List.of(Element.BFLOAT16, Element.FLOAT32) : List.of(Element.FLOAT32);
  }

  /** Returns what a product had best make a value as. */
  Element of(Value value) {
    boolean narrow =
        mixed
            && !outputs.contains(value)
            && live.usersOf(value).stream().anyMatch(user -> isNarrow(user.op()));
    return narrow ? Element.BFLOAT16 : Element.FLOAT32;
  }

  private static boolean isNarrow(Op op) {
    return Views.keepsOrder(op) || NARROW.stream().anyMatch(type -> type.isInstance(op));
  }
}
