package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Add;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Gemm;
import io.kindling.tensor.Shape;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the primitive of a convolution or product computes beside it, in this order, each step
 * because it alone reads what is before it: batch normalization by running statistics, which goes
 * into the weights; the sum with something that is there already; an activation.
 *
 * @param norm folded into the weights, only where parameters are fixed
 * @param sum added before the result is written, only in inference
 * @param activation applied to what is written
 * @param result what is written
 */
record Following(
    Optional<Node> norm, Optional<Sum> sum, Optional<FusedActivation> activation, Value result) {

  /**
   * An addition.
   *
   * @param other the operand that the primitive does not make
   */
  record Sum(Node node, Value other) {}

  /** Returns what follows a node whose second and third inputs are weights and bias. */
  static Following after(Node node, Drafting drafting) {
    Value result = node.output();
    Optional<Node> norm = drafting.live().onlyUser(result).filter(n -> folds(node, n, drafting));
    result = norm.map(Node::output).orElse(result);
    Value before = result;
    Optional<Sum> sum =
        drafting.isTraining()
            ? Optional.empty()
            : drafting.live().onlyUser(result).flatMap(n -> sum(n, before, drafting));
    Value added = sum.map(s -> s.node().output()).orElse(result);
    Optional<FusedActivation> activation = FusedActivation.after(added, drafting);
    return new Following(norm, sum, activation, written(added, activation));
  }

  /** Returns the batch normalization alone, where the rest is left to steps of its own. */
  Following normOnly(Node node) {
    return new Following(
        norm, Optional.empty(), Optional.empty(), norm.map(Node::output).orElse(node.output()));
  }

  private static Value written(Value before, Optional<FusedActivation> activation) {
    return activation.map(a -> a.node().output()).orElse(before);
  }

  private static boolean folds(Node node, Node user, Drafting drafting) {
    return user.op() instanceof BatchNormalization norm
        && !norm.trainingMode()
        && (!(node.op() instanceof Gemm gemm) || scales(gemm, node, drafting))
        && Stream.of(node, user)
            .flatMap(n -> n.inputs().stream().skip(1))
            .allMatch(drafting::isSettled);
  }

  /** Returns whether the third input is added as it is, the same to each row. */
  private static boolean scales(Gemm op, Node node, Drafting drafting) {
    Shape outputs = Shape.of(drafting.shape(node.output()).dim(1));
    return op.alpha() == 1
        && op.beta() == 1
        && node.inputs().stream().skip(2).allMatch(c -> drafting.shape(c).equals(outputs));
  }

  private static Optional<Sum> sum(Node user, Value value, Drafting drafting) {
    if (!(user.op() instanceof Add)) {
      return Optional.empty();
    }
    Value other = user.inputs().get(user.inputs().get(0).equals(value) ? 1 : 0);
    boolean same = drafting.shape(other).equals(drafting.shape(value));
    return same && drafting.isMade(other) ? Optional.of(new Sum(user, other)) : Optional.empty();
  }

  /** Tells that the nodes need no steps of their own. */
  void fuse(Drafting drafting) {
    norm.ifPresent(drafting::fuse);
    sum.map(Sum::node).ifPresent(drafting::fuse);
    activation.map(FusedActivation::node).ifPresent(drafting::fuse);
  }

  /** Returns the names of the operators, for tables. */
  String describe() {
    return norm.map(n -> " with " + n.op().type()).orElse("")
        + sum.map(s -> " plus " + s.other().name()).orElse("")
        + activation.map(a -> " then " + a.node().op().type()).orElse("");
  }
}
