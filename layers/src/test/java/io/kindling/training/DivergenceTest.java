package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Backend;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.layers.Dense;
import io.kindling.layers.Flatten;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.History;
import io.kindling.layers.schedule.Schedule;
import io.kindling.tensor.Shape;
import io.kindling.training.TrainingResult.Outcome;
import org.junit.jupiter.api.Test;

/** What is kept of a run that diverges: ten steps an epoch, one of which has a rate of 1e30. */
final class DivergenceTest {
  private static final Graph GRAPH =
      Network.sequential(Shape.of(1, 4, 4), Flatten.of(), Dense.of(12), Relu.of(), Dense.of(4))
          .graph();

  private static TrainingSpec jumpAt(long step) {
    return TrainingSpec.of(SoftmaxCrossEntropy.of(), Sgd.of(), new Jump(step))
        .metrics(Accuracy.of())
        .epochs(4)
        .batch(30)
        .seed(3);
  }

  /** A rate that explodes at one step. */
  private record Jump(long at) implements Schedule {
    @Override
    public double rate(long step, long perEpoch, History history) {
      return step == at ? 1e30 : 0.05;
    }
  }

  private static TrainingResult train(TrainingSpec spec, boolean validation) {
    RowStore rows = Rows.labelled(GRAPH, spec.objective(), 300, 4, true);
    try (Backend backend = new ReferenceBackend();
        Feed training = Workers.feed(GRAPH, spec, rows, 1, 0);
        Feed judged =
            StoreFeed.open(
                rows,
                EpochOrder.sequential(rows.rows(), 64),
                spec.objective().inputs(GRAPH),
                1,
                0,
                Workers.LIMIT)) {
      TrainingRun run = TrainingRun.of(GRAPH, spec, backend, training);
      return Trainer.train(
          validation ? run.validation(judged) : run, Parameters.initialize(GRAPH, 1));
    }
  }

  @Test
  void inTheFirstEpoch_nothingIsKept() {
    nothing(train(jumpAt(3), false));
    nothing(train(jumpAt(3), true));
  }

  @Test
  void byTheLastStepOfAnEpoch_theParametersAtItsEndAreNotKept() {
    // The loss of the epoch was measured before that step and is fine.
    TrainingResult result = train(jumpAt(9), false);

    assertThat(result.epochs()).hasSize(1);
    assertThat(result.epochs().get(0).loss()).isFinite();
    nothing(result);
  }

  @Test
  void finiteAccuracyOfUselessParameters_keepsNothing() {
    TrainingSpec spec =
        jumpAt(9).monitoring(Monitoring.atEpochs().metric(Monitoring.VALIDATION + "accuracy"));
    TrainingResult result = train(spec, true);

    assertThat(result.epochs().get(0).metrics().get("validation_accuracy")).isFinite();
    nothing(result);
  }

  @Test
  void later_theBestAreKept() {
    for (boolean validation : new boolean[] {false, true}) {
      TrainingResult result = train(jumpAt(15), validation);

      assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
      assertThat(result.bestEpoch()).isZero();
      assertThat(result.message())
          .endsWith("The parameters of epoch 0, the best before, are kept.");
      for (float value : result.parameters().vector().toFloats()) {
        assertThat(Math.abs(value)).isLessThan(10);
      }
    }
  }

  private static void nothing(TrainingResult result) {
    assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(result.bestEpoch()).isEqualTo(-1);
    assertThat(result.message())
        .endsWith("Nothing had been learned before that would be worth keeping.");
  }
}
