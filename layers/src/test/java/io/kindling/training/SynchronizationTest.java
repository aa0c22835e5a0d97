package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.graph.Graph;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Dense;
import io.kindling.layers.Dropout;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.optimizer.Lamb;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Constant;
import io.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When workers agree, and what they send for it. */
final class SynchronizationTest {
  private static final int ROWS = 503;

  private static Graph network(boolean norm) {
    return norm
        ? Network.sequential(Shape.of(6), Dense.of(30), BatchNorm.of(), Relu.of(), Dense.of(4))
            .graph()
        : Network.sequential(Shape.of(6), Dense.of(30), Relu.of(), Dropout.of(0.2), Dense.of(4))
            .graph();
  }

  private static List<TrainingResult> train(
      int workers, Graph graph, Optimizer optimizer, double rate, Synchronization how) {
    TrainingSpec spec =
        TrainingSpec.of(SoftmaxCrossEntropy.of(), optimizer, Constant.of(rate))
            .epochs(4)
            .batch(37)
            .seed(9)
            .compute(new Compute("reference", 1))
            .synchronization(how);
    RowStore store = Rows.labelled(graph, spec.objective(), ROWS, 4, true);
    return Workers.train(workers, graph, spec, store, (worker, run) -> run);
  }

  private static float[] parameters(TrainingResult result) {
    return result.parameters().vector().toFloats();
  }

  private static double lastLoss(TrainingResult result) {
    return result.epochs().get(result.epochs().size() - 1).loss();
  }

  private static void requireSame(List<TrainingResult> results) {
    for (TrainingResult each : results) {
      assertThat(parameters(each)).isEqualTo(parameters(results.get(0)));
      assertThat(each.steps()).isEqualTo(results.get(0).steps());
    }
  }

  private static void requireNear(TrainingResult one, TrainingResult other, float most) {
    float[] expected = parameters(one);
    float[] found = parameters(other);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("element %d", i)
          .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(most));
    }
  }

  /** Without momentum the weighted mean of one step each is the step of the weighted mean. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void oneLocalStepOfPlainDescent_isAStepOfAll(int workers) {
    Graph graph = network(false);
    List<TrainingResult> local =
        train(workers, graph, Sgd.of(), 0.1, Synchronization.localSteps(1));
    requireSame(local);
    requireNear(
        train(workers, graph, Sgd.of(), 0.1, Synchronization.everyStep()).get(0),
        local.get(0),
        1e-5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void localSteps_learnAndAgree(int workers) {
    for (Synchronization how :
        List.of(Synchronization.localSteps(5), Synchronization.localSeconds(0.005))) {
      List<TrainingResult> local = train(workers, network(true), Adam.of(), 0.01, how);
      requireSame(local);
      assertThat(local.get(0).steps()).isEqualTo(4 * 14);
      assertThat(lastLoss(local.get(0))).isLessThan(local.get(0).epochs().get(0).loss() * 0.8);
    }
  }

  /** All sums are the same whatever the parts, up to rounding. */
  @Test
  void parts_giveTheSameSums() {
    Graph graph = network(false);
    for (Optimizer optimizer : List.of(Sgd.of(), Lamb.of())) {
      TrainingResult whole = train(1, graph, optimizer, 0.02, Synchronization.everyStep()).get(0);
      for (int workers = 1; workers < 4; workers += 2) {
        List<TrainingResult> cut =
            train(workers, graph, optimizer, 0.02, Synchronization.everyStep().parts(5));
        requireSame(cut);
        requireNear(whole, cut.get(0), 3e-5f);
      }
    }
  }

  @Test
  void partsWithStates_averageThem() {
    List<TrainingResult> cut =
        train(2, network(true), Sgd.of(), 0.05, Synchronization.everyStep().parts(2));
    requireSame(cut);
    assertThat(lastLoss(cut.get(0))).isLessThan(cut.get(0).epochs().get(0).loss() * 0.9);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void everyCompression_learnsAndWorkersAgree(Compression compression) {
    for (boolean norm : new boolean[] {false, true}) {
      List<TrainingResult> results =
          train(
              3,
              network(norm),
              Sgd.of().momentum(0.9),
              0.05,
              Synchronization.everyStep().compression(compression));
      requireSame(results);
      assertThat(lastLoss(results.get(0))).isLessThan(results.get(0).epochs().get(0).loss() * 0.95);
    }
  }

  /** What is not finite must not hide in what a worker keeps for later. */
  @Test
  void thresholdsShowWhatIsNotFinite() {
    List<TrainingResult> results =
        train(
            2,
            network(false),
            Sgd.of(),
            1e30,
            Synchronization.everyStep().compression(Compression.THRESHOLD));
    assertThat(results).allMatch(result -> result.outcome() == TrainingResult.Outcome.DIVERGED);
  }

  @Test
  void localStepsThatDiverge_endOnAllWorkers() {
    List<TrainingResult> results =
        train(2, network(false), Sgd.of(), 1e30, Synchronization.localSteps(4));
    assertThat(results).allMatch(result -> result.outcome() == TrainingResult.Outcome.DIVERGED);
    requireSame(results);
  }

  @Test
  void contradictions_areRefused() {
    assertThatThrownBy(() -> Synchronization.localSteps(0))
        .hasMessageContaining("either localSteps or localSeconds");
    assertThatThrownBy(
            () -> new Synchronization(Synchronization.Mode.LOCAL, 3, 0.5, Compression.NONE, 1))
        .hasMessageContaining("either localSteps or localSeconds");
    assertThatThrownBy(
            () -> new Synchronization(Synchronization.Mode.STEP, 3, 0, Compression.NONE, 1))
        .hasMessageContaining("Set syncMode to local");
    assertThatThrownBy(() -> Synchronization.localSteps(2).compression(Compression.BF16))
        .hasMessageContaining("no gradientCompression in syncMode local");
    assertThatThrownBy(() -> Synchronization.localSeconds(-1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> Synchronization.everyStep().parts(0)).hasMessageContaining("1 part");
  }
}
