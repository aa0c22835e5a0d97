package io.kindling.mkl;

import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Op;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.AveragePoolGradient;
import io.kindling.graph.op.Binary;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.DropoutGradient;
import io.kindling.graph.op.DropoutTraining;
import io.kindling.graph.op.Expand;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.LogSoftmax;
import io.kindling.graph.op.LogSoftmaxGradient;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.MaxPoolGradient;
import io.kindling.graph.op.NegativeLogLikelihoodLoss;
import io.kindling.graph.op.NegativeLogLikelihoodLossGradient;
import io.kindling.graph.op.ReduceSum;
import io.kindling.graph.op.Reduction;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.graph.op.SoftmaxCrossEntropyLossGradient;
import io.kindling.graph.op.SoftmaxGradient;
import io.kindling.graph.op.Transpose;
import io.kindling.graph.op.Unary;
import io.kindling.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the values of a graph depend on the rows of the batch, where its rows know nothing of each
 * other until they are added up: such a graph may run part by part.
 */
final class RowWise {
  /** What a part of the rows tells of a value. */
  enum Kind {
    /** All of it: it is the same for all rows. */
    WHOLE,
    /** Its own rows, which are the first axis. */
    ROWS,
    /** A summand: the value is the sum over the parts. */
    SUM
  }

  private final Map<Value, Kind> kinds;

  private RowWise(Map<Value, Kind> kinds) {
    this.kinds = kinds;
  }

  Kind kind(Value value) {
    return kinds.getOrDefault(value, Kind.WHOLE);
  }

  /** Looks at all live nodes; nothing where one of them mixes rows, or is not known not to. */
  static Optional<RowWise> of(Graph graph, LiveNodes live) {
    Map<Value, Kind> kinds = new HashMap<>();
    for (Value input : graph.inputs()) {
      if (!(isStatic(input) || isRows(input))) {
        return Optional.empty();
      }
      kinds.put(input, isStatic(input) ? Kind.WHOLE : Kind.ROWS);
    }
    graph.parameters().stream().map(Parameter::value).forEach(v -> kinds.put(v, Kind.WHOLE));
    graph.constants().forEach(constant -> kinds.put(constant.value(), Kind.WHOLE));
    RowWise sofar = new RowWise(kinds);
    for (Node node : live.nodes()) {
      Optional<Kind> kind = sofar.result(node, live);
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      node.outputs().forEach(output -> kinds.put(output, kind.get()));
    }
    return Optional.of(sofar);
  }

  private static boolean isStatic(Value value) {
    return value.shape().isStatic();
  }

  private static boolean isRows(Value value) {
    Shape shape = value.shape();
    return shape.rank() > 0 && shape.dim(0) == Shape.BATCH && shape.drop(0).isStatic();
  }

  private Optional<Kind> result(Node node, LiveNodes live) {
    List<Value> outputs = node.outputs();
    boolean rows = outputs.stream().allMatch(RowWise::isRows);
    boolean fixed = outputs.stream().allMatch(RowWise::isStatic);
    if (any(node, Kind.SUM)) {
      return when(fixed && Views.keepsOrder(node.op()), Kind.SUM);
    } else if (!any(node, Kind.ROWS)) {
      return fixed ? Optional.of(Kind.WHOLE) : when(rows && node.op() instanceof Expand, Kind.ROWS);
    }
    return fixed ? when(sums(node), Kind.SUM) : when(rows && keepsRows(node, live), Kind.ROWS);
  }

  private static Optional<Kind> when(boolean holds, Kind kind) {
    return holds ? Optional.of(kind) : Optional.empty();
  }

  private boolean any(Node node, Kind kind) {
    return node.inputs().stream().anyMatch(value -> kind(value) == kind);
  }

  private boolean are(Node node, Kind... expected) {
    for (int i = 0; i < Math.min(expected.length, node.inputs().size()); i++) {
      if (kind(node.inputs().get(i)) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a node without rows in its result adds something up over the rows. */
  private boolean sums(Node node) {
    Op op = node.op();
    if (op instanceof ReduceSum sum) {
      return sum.axes(node.inputs().get(0).shape()).contains(0);
    } else if (op instanceof Gemm gemm) {
      return gemm.transposeA()
          && !gemm.transposeB()
          && node.inputs().size() == 2
          && are(node, Kind.ROWS, Kind.ROWS);
    }
    return op instanceof ConvWeightGradient && are(node, Kind.ROWS, Kind.ROWS);
  }

  /** Returns whether each row of the result comes from the same row of the inputs. */
  private boolean keepsRows(Node node, LiveNodes live) {
    Op op = node.op();
    Value first = node.inputs().get(0);
    if (op instanceof Conv) {
      return are(node, Kind.ROWS, Kind.WHOLE, Kind.WHOLE);
    } else if (op instanceof ConvInputGradient) {
      return are(node, Kind.WHOLE, Kind.ROWS);
    } else if (op instanceof Gemm gemm) {
      return !gemm.transposeA() && are(node, Kind.ROWS, Kind.WHOLE);
    } else if (op instanceof MatMul) {
      return are(node, Kind.ROWS, Kind.WHOLE) && first.shape().rank() > 1;
    } else if (op instanceof MaxPool && node.outputs().size() > 1) {
      // Places are counted from the beginning of the batch.
      Value places = node.outputs().get(1);
      return !live.outputs().contains(places)
          && live.usersOf(places).stream().allMatch(n -> n.op() instanceof MaxPoolGradient);
    } else if (op instanceof Expand) {
      return first.shape().rank() == node.output().shape().rank();
    } else if (op instanceof Reduction reduction) {
      return !reduction.axes(first.shape()).contains(0);
    } else if (op instanceof Transpose transpose) {
      return transpose.order(first.shape().rank()).get(0) == 0;
    }
    return elementwise(op) || windows(op) || alongOtherAxes(op, first.shape()) || losses(node);
  }

  private static boolean elementwise(Op op) {
    return op instanceof Unary
        || op instanceof Binary
        || op instanceof ActivationGradient
        || op instanceof DropoutTraining
        || op instanceof DropoutGradient
        || Views.keepsOrder(op);
  }

  private static boolean windows(Op op) {
    return op instanceof MaxPool
        || op instanceof MaxPoolGradient
        || op instanceof AveragePool
        || op instanceof AveragePoolGradient
        || op instanceof GlobalAveragePool
        || op instanceof GlobalMaxPool;
  }

  private static boolean alongOtherAxes(Op op, Shape shape) {
    if (op instanceof Softmax softmax) {
      return shape.axis(softmax.axis()) != 0;
    } else if (op instanceof LogSoftmax softmax) {
      return shape.axis(softmax.axis()) != 0;
    } else if (op instanceof SoftmaxGradient softmax) {
      return shape.axis(softmax.axis()) != 0;
    }
    return op instanceof LogSoftmaxGradient softmax && shape.axis(softmax.axis()) != 0;
  }

  private boolean losses(Node node) {
    Op op = node.op();
    if (op instanceof SoftmaxCrossEntropyLoss loss) {
      return loss.reduction() == LossReduction.NONE && are(node, Kind.ROWS, Kind.ROWS, Kind.WHOLE);
    } else if (op instanceof NegativeLogLikelihoodLoss loss) {
      return loss.reduction() == LossReduction.NONE && are(node, Kind.ROWS, Kind.ROWS, Kind.WHOLE);
    } else if (op instanceof SoftmaxCrossEntropyLossGradient loss) {
      return loss.reduction() == LossReduction.NONE
          && are(node, Kind.ROWS, Kind.ROWS, Kind.ROWS, Kind.WHOLE);
    }
    return op instanceof NegativeLogLikelihoodLossGradient loss
        && loss.reduction() == LossReduction.NONE
        && are(node, Kind.ROWS, Kind.ROWS, Kind.ROWS, Kind.WHOLE);
  }
}
