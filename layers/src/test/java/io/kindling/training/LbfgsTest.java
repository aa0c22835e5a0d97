package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.Backend;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Dense;
import io.kindling.layers.Flatten;
import io.kindling.layers.Network;
import io.kindling.layers.Tanh;
import io.kindling.layers.loss.MeanSquaredError;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Lbfgs;
import io.kindling.layers.schedule.Constant;
import io.kindling.tensor.Shape;
import io.kindling.training.TrainingResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LbfgsTest {
  private static final TrainingSpec REGRESSION =
      TrainingSpec.of(MeanSquaredError.of(), Lbfgs.of(), Constant.of(0)).epochs(60).batch(16);

  /** The rows x -> 3 x0 - 2 x1 + 0.5, whose least squares solution is known. */
  private static MemoryRowStore line(Graph graph) {
    RowFormat format = Rows.format(graph, REGRESSION.objective());
    RowPacker packer = RowPacker.of(format);
    List<byte[]> rows = new ArrayList<>();
    RandomStream random = new RandomStream(3);
    for (int i = 0; i < 100; i++) {
      double x0 = random.nextGaussian();
      double x1 = 5 * random.nextGaussian();
      packer.begin(1 + i % 3).set(0, x0, x1).set(1, 0, 3 * x0 - 2 * x1 + 0.5);
      rows.add(packer.row());
    }
    return MemoryRowStore.of(format, 1, rows);
  }

  @Test
  void leastSquares_areSolvedByAnyNumberOfWorkers() {
    Graph graph = Network.sequential(Shape.of(2), Dense.of(1)).graph();
    for (int workers : new int[] {1, 2, 3}) {
      List<TrainingResult> results =
          Workers.train(workers, graph, REGRESSION, line(graph), (worker, run) -> run);
      for (TrainingResult result : results) {
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.parameters().vector().toFloats())
            .isEqualTo(results.get(0).parameters().vector().toFloats());
        float[] weight = result.parameters().tensor("dense_1.weight").toFloats();
        assertThat(weight[0]).isBetween(2.999f, 3.001f);
        assertThat(weight[1]).isBetween(-2.001f, -1.999f);
        assertThat(result.parameters().tensor("dense_1.bias").getFloat(0))
            .isBetween(0.499f, 0.501f);
      }
    }
  }

  @Test
  void weightDecay_isPartOfTheFunction() {
    Graph graph = Network.sequential(Shape.of(2), Dense.of(1)).graph();
    TrainingSpec decayed = spec(Lbfgs.of().weightDecay(1000));
    TrainingResult result = Workers.train(1, graph, decayed, line(graph), (w, run) -> run).get(0);
    for (float value : result.parameters().vector().toFloats()) {
      assertThat(Math.abs(value)).isLessThan(0.2f);
    }
  }

  private static TrainingSpec spec(Lbfgs optimizer) {
    return TrainingSpec.of(MeanSquaredError.of(), optimizer, Constant.of(0)).epochs(60).batch(16);
  }

  @Test
  void network_withStateLearnsItsRowsAndReports() {
    Graph graph =
        Network.sequential(
                Shape.of(1, 4, 4),
                Flatten.of(),
                Dense.of(8),
                BatchNorm.of().synchronizedStatistics(true),
                Tanh.of(),
                Dense.of(4))
            .graph();
    TrainingSpec spec =
        TrainingSpec.of(SoftmaxCrossEntropy.of(), Lbfgs.of(), Constant.of(0))
            .metrics(Accuracy.of())
            .epochs(15)
            .batch(50);
    RowStore store = Rows.labelled(graph, spec.objective(), 200, 4, false);
    List<TrainingResult> results = Workers.train(2, graph, spec, store, (worker, run) -> run);
    TrainingResult result = results.get(0);
    List<TrainingEvent.EpochFinished> epochs = result.epochs();
    assertThat(epochs).isNotEmpty();
    assertThat(epochs.get(epochs.size() - 1).loss()).isLessThan(0.1);
    assertThat(epochs.get(epochs.size() - 1).metrics().get("accuracy")).isGreaterThan(0.95);
    assertThat(result.parameters().vector().toFloats())
        .isEqualTo(results.get(1).parameters().vector().toFloats());
    String mean =
        result.parameters().views().keySet().stream()
            .filter(name -> name.contains("mean"))
            .findFirst()
            .orElseThrow();
    assertThat(result.parameters().tensor(mean).toFloats()).isNotEqualTo(new float[8]);
  }

  @Test
  void cancelled_keepsThePointOfTheLastIteration() {
    Graph graph = Network.sequential(Shape.of(2), Dense.of(1)).graph();
    int[] asked = {0};
    TrainingResult result =
        Workers.train(
                1,
                graph,
                REGRESSION,
                line(graph),
                (worker, run) -> run.cancelled(() -> ++asked[0] > 9))
            .get(0);
    assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    // 7 batches are one evaluation; the second was cut off before any iteration was done.
    assertThat(result.parameters().vector().toFloats())
        .isEqualTo(Parameters.initialize(graph, 11).vector().toFloats());
  }

  /** Values of iterations before count too when the method asks whether it has converged. */
  @Test
  void stoppedAfterAnyIteration_endsWhereItWouldHaveEnded() {
    Graph graph = Network.sequential(Shape.of(1, 4, 4), Flatten.of(), Dense.of(4)).graph();
    TrainingSpec spec =
        TrainingSpec.of(
                SoftmaxCrossEntropy.of(), Lbfgs.of().memory(4).tolerance(2e-2), Constant.of(0))
            .epochs(60)
            .batch(50);
    RowStore store = Rows.labelled(graph, spec.objective(), 200, 4, false);
    TrainingResult whole = trained(graph, store, spec, 60);
    int iterations = whole.epochs().size();
    assertThat(iterations).isBetween(5, 59);
    for (int stop = 1; stop < iterations; stop++) {
      TrainingResult resumed = trained(graph, store, spec, stop, 60);
      assertThat(resumed.steps()).as("stopped after %d", stop).isEqualTo(whole.steps());
      assertThat(resumed.parameters().vector().toFloats())
          .as("stopped after %d", stop)
          .isEqualTo(whole.parameters().vector().toFloats());
    }
  }

  @Test
  void moreCurvatureThanMemory_isRefused() {
    Graph graph = Network.sequential(Shape.of(2), Dense.of(1)).graph();
    try (Parameters first = Parameters.initialize(graph, 11)) {
      assertThatThrownBy(
              () ->
                  TrainingState.initial(Lbfgs.of().memory(Integer.MAX_VALUE), first, false).close())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("4294967294 vectors that the optimizer remembers");
    }
  }

  /** Trains one state, up to several numbers of epochs one after another. */
  private static TrainingResult trained(
      Graph graph, RowStore store, TrainingSpec spec, int... epochs) {
    TrainingState state =
        TrainingState.initial(spec.optimizer(), Parameters.initialize(graph, 11), false);
    TrainingResult result = null;
    for (int until : epochs) {
      TrainingSpec part = spec.epochs(until);
      try (Backend backend = new ReferenceBackend();
          Feed feed = Workers.feed(graph, part, store, 1, 0)) {
        result = Trainer.train(TrainingRun.of(graph, part, backend, feed), state);
      }
    }
    return Objects.requireNonNull(result);
  }
}
