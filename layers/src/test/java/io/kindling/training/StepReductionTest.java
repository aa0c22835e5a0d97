package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.Collective;
import io.kindling.backend.Wire;
import io.kindling.graph.Graph;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When parts of the gradient leave, and in which order. */
final class StepReductionTest {
  private final List<Long> started = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final List<Long> lengths = new ArrayList<>();
  private final List<Throwable> abandoned = new ArrayList<>();

  private static Graph network(boolean synchronizedStatistics) {
    return Network.sequential(
            Shape.of(600),
            Dense.of(600),
            BatchNorm.of().synchronizedStatistics(synchronizedStatistics),
            Dense.of(500),
            Dense.of(10))
        .graph();
  }

  /** Notes what is started. */
  private final class Noting implements Collective {
    @Override
    public int workers() {
      return 2;
    }

    @Override
    public int rank() {
      return 0;
    }

    @Override
    public void start(Tensor values) {
      started.add(values.address());
    }

    @Override
    public void start(Tensor values, Wire wire) {
      wires.add(wire);
      lengths.add(values.size());
      start(values);
    }

    @Override
    public void await(Tensor values) {
      assertThat(started).contains(values.address());
    }

    @Override
    public void start(double[] values) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void await(double[] values) {
      assertThat(values).isEmpty();
    }

    @Override
    public void abandon(Throwable cause) {
      abandoned.add(cause);
    }
  }

  private StepReduction reduction(TrainingGraph training, Parameters gradient, double weight) {
    return reduction(training, gradient, weight, Compression.NONE);
  }

  private StepReduction reduction(
      TrainingGraph training, Parameters gradient, double weight, Compression compression) {
    GradientSource source =
        new GradientSource() {
          @Override
          public double runningWeight() {
            return weight;
          }

          @Override
          public void complete(Segment segment) {
            assertThat(segment.length()).isPositive();
          }
        };
    return new StepReduction(
        new Noting(),
        training,
        gradient,
        source,
        compression,
        TrainingState.zeros(Sgd.of(), gradient.layout(), false));
  }

  @Test
  void compressedGradients_leaveApartFromStates() {
    Graph graph = network(false);
    TrainingGraph training = TrainingGraph.of(graph, List.of(SoftmaxCrossEntropy.of()), Set.of());
    try (Parameters gradient = Parameters.zeros(ParameterLayout.of(graph))) {
      StepReduction reduction = reduction(training, gradient, 1, Compression.FP16);
      reduction.begin();
      reduction.startRest();
      assertThat(wires).containsOnly(Wire.FLOAT16, Wire.FLOAT32);
      assertThat(wires.stream().filter(wire -> wire == Wire.FLOAT32)).hasSize(1);
      assertThat(lengths.get(wires.indexOf(Wire.FLOAT32))).as("mean and variance").isEqualTo(1216);
    }
  }

  @Test
  void parts_leaveInTheSameOrderWhateverThePlanDoes() {
    Graph graph = network(false);
    TrainingGraph training = TrainingGraph.of(graph, List.of(SoftmaxCrossEntropy.of()), Set.of());
    List<String> outputs = new ArrayList<>(training.graph().outputs().keySet());
    try (Parameters gradient = Parameters.zeros(ParameterLayout.of(graph))) {
      StepReduction reduction = reduction(training, gradient, 2);
      List<List<Long>> orders = new ArrayList<>();
      for (int turn = 0; turn < 2; turn++) {
        started.clear();
        reduction.begin();
        outputs.forEach(reduction::settled);
        assertThat(started).hasSize(2);
        reduction.startRest();
        reduction.await(new double[0]);
        orders.add(List.copyOf(started));
        Collections.reverse(outputs);
      }
      assertThat(orders.get(1)).isEqualTo(orders.get(0)).hasSize(2).doesNotHaveDuplicates();
      assertThat(orders.get(0).get(0)).as("the end goes first").isGreaterThan(orders.get(0).get(1));
    }
  }

  @Test
  void states_waitForTheWeightAndAreWeighed() {
    Graph graph = network(false);
    TrainingGraph training = TrainingGraph.of(graph, List.of(SoftmaxCrossEntropy.of()), Set.of());
    String mean =
        graph.parameters().stream()
            .map(p -> p.name())
            .filter(name -> name.contains("mean"))
            .findFirst()
            .orElseThrow();
    try (Parameters gradient = Parameters.zeros(ParameterLayout.of(graph))) {
      gradient.tensor(mean).setFloat(0, Float.NaN);
      gradient.tensor(mean).setFloat(1, 3);
      StepReduction reduction = reduction(training, gradient, 0);
      reduction.begin();
      training.graph().outputs().keySet().stream()
          .filter(name -> !name.equals(TrainingGraph.WEIGHT_SUM))
          .forEach(reduction::settled);
      assertThat(started).hasSize(1);
      reduction.settled(TrainingGraph.WEIGHT_SUM);
      assertThat(started).hasSize(2);
      // A worker without rows brings nothing, whatever its states held.
      assertThat(gradient.tensor(mean).getFloat(0)).isZero();
      assertThat(gradient.tensor(mean).getFloat(1)).isZero();
    }
  }

  @Test
  void nothing_leavesEarlyWhereOperatorsSumThemselves() {
    Graph graph = network(true);
    TrainingGraph training = TrainingGraph.of(graph, List.of(SoftmaxCrossEntropy.of()), Set.of());
    try (Parameters gradient = Parameters.zeros(ParameterLayout.of(graph))) {
      StepReduction reduction = reduction(training, gradient, 1);
      reduction.begin();
      training.graph().outputs().keySet().forEach(reduction::settled);
      assertThat(started).isEmpty();
      reduction.startRest();
      assertThat(started).hasSize(2);
    }
  }

  @Test
  void frozenRanges_stayAtHome() {
    Graph graph = network(false);
    Set<String> frozen = Set.of(graph.parameters().get(0).name());
    TrainingGraph training = TrainingGraph.of(graph, List.of(SoftmaxCrossEntropy.of()), frozen);
    try (Parameters gradient = Parameters.zeros(ParameterLayout.of(graph))) {
      StepReduction reduction = reduction(training, gradient, 1);
      reduction.begin();
      reduction.startRest();
      assertThat(started).doesNotContain(gradient.vector().address()).isNotEmpty();
      IllegalStateException cause = new IllegalStateException("lost");
      reduction.abandon(cause);
      assertThat(abandoned).containsExactly(cause);
    }
  }
}
