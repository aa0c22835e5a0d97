package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Activation;
import io.kindling.graph.op.Add;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Window;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Convolutions over tiles, see {@link WinogradShape}, which oneDNN lacks: in float32, in training
 * without bias. Threads transform tiles in Java and multiply them by oneDNN's products.
 */
final class Winograd {
  private Winograd() {}

  static boolean forward(Conv op, Node node, Drafting drafting) {
    Value x = node.inputs().get(0);
    Value kernels = node.inputs().get(1);
    return of(op.window(), op.group(), x, kernels, node.output(), drafting)
        .map(tiles -> drafting.isTraining() ? tiles.forward(node) : tiles.scoring(node))
        .orElse(false);
  }

  static boolean backwardData(ConvInputGradient op, Node node, Drafting drafting) {
    Value kernels = node.inputs().get(0);
    Value dy = node.inputs().get(1);
    return of(op.window(), op.group(), node.output(), kernels, dy, drafting)
        .map(tiles -> tiles.backward(node))
        .orElse(false);
  }

  static boolean backwardWeights(ConvWeightGradient op, Node node, Drafting drafting) {
    Value x = node.inputs().get(0);
    Value dy = node.inputs().get(1);
    return !op.bias()
        && of(op.window(), op.group(), x, node.output(), dy, drafting)
            .map(tiles -> tiles.gradient(node, x, dy))
            .orElse(false);
  }

  /** Returns whether a value, or what is made of it element by element, is taken apart to tiles. */
  static boolean follows(Value value, Drafting drafting) {
    // Each value once: ways that part and meet again and again would be too many to walk.
    Set<Value> seen = new HashSet<>(Set.of(value));
    Deque<Value> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Value next = open.remove();
      for (Node user : drafting.live().usersOf(next)) {
        if (takesApart(user, next, drafting)) {
          return true;
        }
        if (passes(user) && seen.add(user.outputs().get(0))) {
          open.add(user.outputs().get(0));
        }
      }
    }
    return false;
  }

  private static boolean takesApart(Node user, Value value, Drafting drafting) {
    List<Value> inputs = user.inputs();
    return user.op() instanceof Conv conv
        && inputs.get(0).equals(value)
        && of(conv.window(), conv.group(), value, inputs.get(1), user.output(), drafting)
            .isPresent();
  }

  private static boolean passes(Node user) {
    return user.op() instanceof BatchNormalization
        || user.op() instanceof Activation
        || user.op() instanceof Add
        || user.op() instanceof MaxPool;
  }

  private static Optional<TileDrafting> of(
      Window window, long group, Value x, Value kernels, Value y, Drafting drafting) {
    boolean float32 = drafting.stored().equals(List.of(Element.FLOAT32));
    boolean biased =
        drafting.live().usersOf(kernels).stream()
            .anyMatch(user -> user.op() instanceof Conv && user.inputs().size() == 3);
    if (!float32 || (drafting.isTraining() && biased)) {
      return Optional.empty();
    }
    return drafting
        .lanes()
        .flatMap(
            lanes ->
                WinogradShape.of(
                        window,
                        group,
                        drafting.shape(x),
                        drafting.shape(kernels),
                        drafting.shape(y),
                        lanes.count())
                    .filter(shape -> shape.share() >= lanes.leastShare())
                    .map(shape -> new TileDrafting(shape, drafting, lanes)));
  }
}
