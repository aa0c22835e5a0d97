package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Activation;
import io.kindling.mkl.Eltwise.Algorithm;
import java.util.Optional;

/**
 * The activation that follows a node and alone reads its result, so that the node's primitive can
 * apply it before writing. Its gradient needs the activated result only, so this holds in training
 * too.
 *
 * @param node the activation
 */
record FusedActivation(Node node, Algorithm algorithm) {
  static Optional<FusedActivation> after(Node node, Drafting drafting) {
    return after(node.output(), drafting);
  }

  static Optional<FusedActivation> after(Value value, Drafting drafting) {
    return drafting
        .live()
        .onlyUser(value)
        .filter(user -> user.op() instanceof Activation)
        .flatMap(
            user ->
                Eltwise.algorithm((Activation) user.op())
                    .map(algorithm -> new FusedActivation(user, algorithm)));
  }

  /** Returns the value that the fused steps make. */
  static Value result(Node node, Optional<FusedActivation> activation) {
    return activation.map(a -> a.node().output()).orElse(node.output());
  }
}
