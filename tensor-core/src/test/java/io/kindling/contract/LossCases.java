package io.kindling.contract;

import io.kindling.graph.op.LogSoftmax;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.NegativeLogLikelihoodLoss;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import java.util.Locale;
import java.util.OptionalLong;

/** Softmax and the class losses. */
final class LossCases {
  private LossCases() {}

  static void addTo(OpCases t) {
    t.row("softmax", new Softmax(-1), 0);
    t.row("softmax_middle", new Softmax(1), 0);
    t.row("softmax_large", new Softmax(1), 0);
    t.row("log_softmax", new LogSoftmax(-1), 0);
    t.row("log_softmax_middle", new LogSoftmax(1), 0);
    OptionalLong ignored = OptionalLong.of(-1);
    for (LossReduction reduction : LossReduction.values()) {
      String kind = reduction.name().toLowerCase(Locale.ROOT);
      t.row("cross_entropy_" + kind, SoftmaxCrossEntropyLoss.of(reduction), 0, 1);
      t.row(
          "cross_entropy_weighted_" + kind,
          new SoftmaxCrossEntropyLoss(reduction, ignored, false),
          0,
          1);
      t.row("likelihood_" + kind, NegativeLogLikelihoodLoss.of(reduction), 0, 1);
      t.row("likelihood_weighted_" + kind, new NegativeLogLikelihoodLoss(reduction, ignored), 0, 1);
    }
    t.row(
        "cross_entropy_log_probabilities",
        new SoftmaxCrossEntropyLoss(LossReduction.MEAN, OptionalLong.empty(), true),
        0,
        1);
  }
}
