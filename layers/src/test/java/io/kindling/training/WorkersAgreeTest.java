package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.backend.Backends;
import io.kindling.graph.Graph;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.Dropout;
import io.kindling.layers.Flatten;
import io.kindling.layers.MaxPool2d;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Constant;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** N workers on parts of the batches compute what one computes on the whole of them. */
final class WorkersAgreeTest {
  private static final int ROWS = 1003;
  private static final int BATCH = 37;
  private static final int STEPS = 40;

  private static Graph network(boolean synchronizedStatistics) {
    return Network.sequential(
            Shape.of(1, 6, 6),
            Conv2d.of(4, 3),
            BatchNorm.of().synchronizedStatistics(synchronizedStatistics),
            Relu.of(),
            MaxPool2d.of(2),
            Flatten.of(),
            Dropout.of(0.3),
            Dense.of(5))
        .graph();
  }

  /** Parameters after the steps, and the loss of each step. */
  private record Run(float[] parameters, List<Double> losses) {}

  private static List<Run> train(
      int workers, Graph graph, Optimizer optimizer, double rate, UnaryOperator<Feed> feeds) {
    return train(workers, graph, optimizer, rate, feeds, BATCH, "reference");
  }

  private static List<Run> train(
      int workers,
      Graph graph,
      Optimizer optimizer,
      double rate,
      UnaryOperator<Feed> feeds,
      int batch,
      String backend) {
    TrainingSpec spec =
        TrainingSpec.of(SoftmaxCrossEntropy.of(), optimizer, Constant.of(rate))
            .epochs(3)
            .batch(batch)
            .seed(9)
            .compute(new Compute(backend, 1));
    RowStore store = Rows.labelled(graph, spec.objective(), ROWS, 5, true);
    List<List<Double>> losses = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      losses.add(new ArrayList<>());
    }
    List<TrainingResult> results =
        Workers.train(
            workers,
            graph,
            spec,
            store,
            feeds,
            (worker, run) -> {
              List<Double> own = losses.get(worker);
              return run.sink(
                      event -> {
                        if (event instanceof TrainingEvent.StepFinished step) {
                          own.add(step.loss());
                        }
                      })
                  .cancelled(() -> own.size() == STEPS);
            });
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      assertThat(results.get(i).steps()).isEqualTo(STEPS);
      runs.add(new Run(results.get(i).parameters().vector().toFloats(), losses.get(i)));
    }
    return runs;
  }

  private static double farthest(float[] a, float[] b) {
    double farthest = 0;
    for (int i = 0; i < a.length; i++) {
      double distance = Math.abs((double) a[i] - b[i]);
      farthest = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : Math.max(farthest, distance);
    }
    return farthest;
  }

  @Test
  void momentum_endsWithinOneHundredThousandth() {
    Sgd optimizer = Sgd.of().momentum(0.9);
    Graph graph = network(true);
    Run one = train(1, graph, optimizer, 0.05, UnaryOperator.identity()).get(0);
    assertThat(one.losses().get(STEPS - 1)).isLessThan(0.7 * one.losses().get(0));
    for (int workers : new int[] {2, 3}) {
      List<Run> runs = train(workers, graph, optimizer, 0.05, UnaryOperator.identity());
      for (Run run : runs) {
        assertThat(run.parameters()).as("all ranks bitwise").isEqualTo(runs.get(0).parameters());
        assertThat(run.losses()).isEqualTo(runs.get(0).losses());
      }
      assertThat(farthest(one.parameters(), runs.get(0).parameters()))
          .as("%d workers", workers)
          .isLessThan(1e-5);
    }
  }

  @Test
  void adam_losesWithinOneTenThousandth() {
    Graph graph = network(true);
    Run one = train(1, graph, Adam.of(), 0.003, UnaryOperator.identity()).get(0);
    for (int workers : new int[] {2, 3}) {
      Run run = train(workers, graph, Adam.of(), 0.003, UnaryOperator.identity()).get(0);
      for (int step = 0; step < STEPS; step++) {
        assertThat(run.losses().get(step))
            .as("%d workers, step %d", workers, step)
            .isBetween(one.losses().get(step) - 1e-4, one.losses().get(step) + 1e-4);
      }
    }
  }

  /** Steps of two rows leave one of three workers without any, and it still takes part. */
  @ParameterizedTest
  @ValueSource(strings = {"reference", "onednn"})
  void workersWithoutRows_takePart(String backend) {
    assumeTrue(Backends.find().names().contains(backend), "no " + backend + " on the class path");
    Graph graph = network(true);
    Run one = train(1, graph, Sgd.of(), 0.01, UnaryOperator.identity(), 2, backend).get(0);
    List<Run> three = train(3, graph, Sgd.of(), 0.01, UnaryOperator.identity(), 2, backend);
    assertThat(three.get(1).parameters()).isEqualTo(three.get(0).parameters());
    assertThat(three.get(2).parameters()).isEqualTo(three.get(0).parameters());
    assertThat(farthest(one.parameters(), three.get(0).parameters())).isLessThan(1e-4);
  }

  @Test
  void oneDnn_endsAsTheReferenceDoes() {
    assumeTrue(Backends.find().names().contains("onednn"), "no onednn on the class path");
    Sgd optimizer = Sgd.of().momentum(0.9);
    Graph graph = network(true);
    Run plain = train(1, graph, optimizer, 0.02, UnaryOperator.identity()).get(0);
    for (int workers : new int[] {1, 2}) {
      Run fast =
          train(workers, graph, optimizer, 0.02, UnaryOperator.identity(), BATCH, "onednn").get(0);
      assertThat(farthest(plain.parameters(), fast.parameters())).isLessThan(1e-4);
    }
  }

  @Test
  void twoRuns_areBitwiseEqual() {
    Graph graph = network(true);
    Run one = train(2, graph, Sgd.of(), 0.05, UnaryOperator.identity()).get(0);
    Run two = train(2, graph, Sgd.of(), 0.05, UnaryOperator.identity()).get(0);
    assertThat(one.parameters()).isEqualTo(two.parameters());
    assertThat(one.losses()).isEqualTo(two.losses());
  }

  @Test
  void localStatistics_wouldBeNoticed() {
    Sgd optimizer = Sgd.of().momentum(0.9);
    Graph graph = network(false);
    Run one = train(1, graph, optimizer, 0.05, UnaryOperator.identity()).get(0);
    Run two = train(2, graph, optimizer, 0.05, UnaryOperator.identity()).get(0);
    assertThat(farthest(one.parameters(), two.parameters())).isGreaterThan(1e-3);
  }

  @Test
  void masksByLocalRow_wouldBeNoticed() {
    Sgd optimizer = Sgd.of().momentum(0.9);
    Graph graph = network(true);
    Run one = train(1, graph, optimizer, 0.05, LocalPlaces::new).get(0);
    Run two = train(2, graph, optimizer, 0.05, LocalPlaces::new).get(0);
    assertThat(farthest(one.parameters(), two.parameters())).isGreaterThan(1e-3);
  }

  /** Numbers the rows of each worker by themselves, as if masks were not keyed by global rows. */
  private record LocalPlaces(Feed feed) implements Feed {
    @Override
    public long rows() {
      return feed.rows();
    }

    @Override
    public long stepsPerEpoch() {
      return feed.stepsPerEpoch();
    }

    @Override
    public void seek(long epoch, long step) {
      feed.seek(epoch, step);
    }

    @Override
    public Batch next() {
      Batch batch = feed.next();
      long[] places = new long[batch.rows()];
      for (int i = 0; i < places.length; i++) {
        places[i] = i;
      }
      Map<String, Tensor> tensors = new HashMap<>(batch.tensors());
      return new Batch(batch.rows(), tensors, batch.weights(), Tensor.ofLongs(places));
    }

    @Override
    public void close() {
      feed.close();
    }
  }
}
