package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.BatchNormalizationGradient;
import io.kindling.graph.op.Relu;
import java.util.List;
import java.util.Optional;

/**
 * Relu right after batch normalization in training: one primitive computes both, keeps one bit an
 * element for the way back, and takes both gradients at once there.
 *
 * @param forward the node of Relu
 * @param backward the node of its gradient, which only the normalization's gradient reads
 */
record NormalizedRelu(Node forward, Node backward) {
  /** Returns the pair that belongs to a normalization, if both can be taken into it. */
  static Optional<NormalizedRelu> of(Node normalization, Drafting drafting) {
    LiveNodes live = drafting.live();
    return live.onlyUser(normalization.output())
        .filter(user -> user.op() instanceof Relu)
        .flatMap(
            relu ->
                gradient(normalization, live)
                    .flatMap(gradient -> maker(gradient.inputs().get(2), live))
                    .filter(node -> isGradient(node, relu, live))
                    .map(node -> new NormalizedRelu(relu, node)));
  }

  private static Optional<Node> gradient(Node normalization, LiveNodes live) {
    List<Node> found =
        live.usersOf(normalization.outputs().get(3)).stream()
            .filter(user -> user.op() instanceof BatchNormalizationGradient)
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static boolean isGradient(Node node, Node relu, LiveNodes live) {
    return node.op() instanceof ActivationGradient
        && node.inputs().get(0).equals(relu.output())
        && live.onlyUser(node.output()).isPresent();
  }

  private static Optional<Node> maker(Value value, LiveNodes live) {
    return live.nodes().stream().filter(node -> node.outputs().contains(value)).findFirst();
  }

  /** Returns the gradient that comes in: before Relu's own where that is taken along. */
  static Value received(Node normalizationGradient, boolean fused, Drafting drafting) {
    Value dy = normalizationGradient.inputs().get(2);
    return fused ? maker(dy, drafting.live()).map(node -> node.inputs().get(1)).orElse(dy) : dy;
  }
}
