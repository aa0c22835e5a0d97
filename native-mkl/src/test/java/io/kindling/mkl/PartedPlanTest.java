package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.ReduceMax;
import io.kindling.graph.op.ReduceMean;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.graph.op.Transpose;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs whose batch is computed part by part. */
final class PartedPlanTest {
  private static final Initializer SMALL =
      (tensor, random) -> {
        for (long i = 0; i < tensor.size(); i++) {
          tensor.setFloat(i, (float) random.nextGaussian() / 4);
        }
      };
  private static final Graph LENET = Networks.training(Networks.lenet(6, 12, 20)).graph();

  private static Backend open(int threads) {
    return new OneDnnProvider().open(threads);
  }

  @ParameterizedTest
  @CsvSource({"2, 16", "2, 37", "3, 50", "2, 128"})
  void givesWhatTheReferenceGives(int threads, long batch) {
    try (Backend backend = open(threads)) {
      try (Plan plan = backend.compile(LENET, CompileOptions.of(batch))) {
        assertThat(plan.describe()).contains("parts of");
        assertThat(plan.batch()).isEqualTo(batch);
      }
      Comparison.same(backend, LENET, batch, 3e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 16, 2", "2, 48, 2", "2, 63, 2", "2, 64, 4", "2, 256, 4", "3, 50, 3", "3, 96, 6"})
  void everyThreadHasAsManyParts_oneOrTwo(int threads, long batch, int parts) {
    try (Backend backend = open(threads);
        Plan plan = backend.compile(LENET, CompileOptions.of(batch))) {
      assertThat(plan.describe()).startsWith(parts + " parts of ");
    }
  }

  @Test
  void repeatsBitByBit_whicheverThreadHasWhichPart() {
    Map<String, float[]> first = run(2);
    Map<String, float[]> second = run(2);
    first.forEach((name, values) -> assertThat(values).as(name).isEqualTo(second.get(name)));
  }

  private static Map<String, float[]> run(int threads) {
    try (Backend backend = open(threads);
        Plan plan = backend.compile(LENET, CompileOptions.of(41))) {
      Comparison.fill(LENET, plan, 7);
      plan.run();
      Map<String, float[]> once = Comparison.outputs(LENET, plan);
      for (int i = 0; i < 20; i++) {
        plan.run();
        Comparison.outputs(LENET, plan)
            .forEach((name, values) -> assertThat(values).as(name).isEqualTo(once.get(name)));
      }
      return once;
    }
  }

  @Test
  void aPartThatFailsIsReported_andThePlanRunsOn() {
    try (Backend backend = open(2);
        Plan plan = backend.compile(LENET, CompileOptions.of(32))) {
      Comparison.fill(LENET, plan, 1);
      plan.run();
      float before = plan.tensor(TrainingGraph.LOSS_SUM).getFloat(0);
      String target = TrainingGraph.target(0);
      long label = plan.tensor(target).getLong(30);
      plan.tensor(target).setLong(30, 99);
      assertThatThrownBy(plan::run).hasMessageContaining("got 99");
      plan.tensor(target).setLong(30, label);
      plan.run();
      assertThat(plan.tensor(TrainingGraph.LOSS_SUM).getFloat(0)).isEqualTo(before);
    }
  }

  @Test
  void runningAllocatesNothingOnTheHeap() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Backend backend = open(2);
        Plan plan = backend.compile(LENET, CompileOptions.of(32))) {
      Comparison.fill(LENET, plan, 1);
      for (int i = 0; i < 200; i++) {
        plan.run();
      }
      long[] ids =
          Thread.getAllStackTraces().keySet().stream()
              .filter(
                  thread ->
                      thread.getName().startsWith("kindling-onednn")
                          || thread == Thread.currentThread())
              .mapToLong(Thread::getId)
              .toArray();
      // That of the backend, that of the crew, and this one, which works too.
      assertThat(ids.length).isGreaterThanOrEqualTo(3);
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long before = allocated(threads, ids);
        for (int i = 0; i < 100; i++) {
          plan.run();
        }
        least = Math.min(least, allocated(threads, ids) - before);
      }
      assertThat(least).isZero();
    }
  }

  /** Returns the bytes of some threads; asks for one after the other, which makes no object. */
  private static long allocated(ThreadMXBean threads, long[] ids) {
    long sum = 0;
    for (long id : ids) {
      sum += threads.getThreadAllocatedBytes(id);
    }
    return sum;
  }

  static Stream<Graph> mixing() {
    return Stream.of(
        of(new ReduceMean(List.of(0L), false)),
        of(new ReduceMax(List.of(0L), false)),
        of(new Transpose(List.of(1, 0, 2, 3))),
        places(),
        normalized(),
        meanLoss(),
        gramMatrix());
  }

  @ParameterizedTest
  @MethodSource("mixing")
  void rowsThatMeetAreNotParted(Graph graph) {
    assertThat(RowWise.of(graph, LiveNodes.of(graph))).isEmpty();
  }

  private static Graph of(Op op) {
    GraphBuilder g = GraphBuilder.named(op.type());
    Value x = g.input("x", Type.float32(Shape.BATCH, 2, 4, 4));
    g.output("y", g.apply(op, x));
    return g.build();
  }

  /** Indices of a whole batch, which would be those of a part. */
  private static Graph places() {
    GraphBuilder g = GraphBuilder.named("places");
    Value x = g.input("x", Type.float32(Shape.BATCH, 2, 4, 4));
    g.output("places", g.applyAll(MaxPool.of(Window.of(2, 2)).indexed(), List.of(x)).get(1));
    return g.build();
  }

  private static Graph normalized() {
    GraphBuilder g = GraphBuilder.named("norm");
    Value x = g.input("x", Type.float32(Shape.BATCH, 2, 4, 4));
    Value vector = g.parameter("v", Shape.of(2), SMALL);
    BatchNormalization norm = new BatchNormalization(1e-5f, 0.9f, true, false);
    g.output("y", g.applyAll(norm, List.of(x, vector, vector, vector, vector)).get(0));
    return g.build();
  }

  private static Graph meanLoss() {
    GraphBuilder g = GraphBuilder.named("loss");
    Value x = g.input("x", Type.float32(Shape.BATCH, 3));
    Value labels = g.input("labels", new Type(DataType.INT64, Shape.batched()));
    g.output("loss", g.apply(SoftmaxCrossEntropyLoss.of(LossReduction.MEAN), x, labels));
    return g.build();
  }

  private static Graph gramMatrix() {
    GraphBuilder g = GraphBuilder.named("gram");
    Value x = g.input("x", Type.float32(Shape.BATCH, 3));
    // A product of sums is no sum of products.
    Value sum = g.apply(new Gemm(1, 1, true, false), x, x);
    g.output("y", g.mul(sum, sum));
    return g.build();
  }
}
