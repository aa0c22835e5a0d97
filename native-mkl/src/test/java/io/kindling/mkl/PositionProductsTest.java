package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions over tiny images, both ways, as products over pairs of positions. */
final class PositionProductsTest {
  private static final double TOLERANCE = 3e-5;
  private static final Window BORDERED = Window.of(3, 3).pads(1, 1, 1, 1);

  private static Type images(long channels, long height, long width) {
    return new Type(DataType.FLOAT32, Shape.batched(channels, height, width));
  }

  /** Returns a convolution and its two gradients, each of numbers of its own. */
  private static Graph graph(
      Window window, long group, long channels, long filters, long height, long width) {
    GraphBuilder g = GraphBuilder.named("convolution");
    Shape kernels =
        Shape.of(filters, channels / group, window.kernel().get(0), window.kernel().get(1));
    Value x = g.input("x", images(channels, height, width));
    Value w = g.parameter("w", kernels, Comparison.normal());
    Value y = g.apply(new Conv(window, group), x, w);
    Value dy = g.input("dy", y.type());
    g.output("y", y);
    g.output("dx", g.apply(new ConvInputGradient(window, group, x.shape()), w, dy));
    g.output("dw", g.apply(new ConvWeightGradient(window, group, kernels, false), x, dy));
    return g.build();
  }

  private static String table(Backend backend, Graph graph, CompileOptions options) {
    try (Plan plan = backend.compile(graph, options)) {
      return plan.describe();
    }
  }

  private static long products(String table, String node) {
    return table
        .lines()
        .filter(line -> line.startsWith(node + " ") && line.contains(", element "))
        .count();
  }

  private static void twos(Tensor tensor, RandomGenerator random) {
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setFloat(i, 2);
    }
  }

  /** Of these images every element of the kernel meets some positions, and few meet all. */
  @ParameterizedTest
  @CsvSource({
    "2, 2, 64, 64, 16, 1, 11",
    "2, 2, 64, 70, 32, 2, 11",
    "2, 2, 131, 65, 8, 3, 11",
    "2, 3, 65, 64, 16, 2, 11",
    "3, 2, 64, 65, 16, 1, 17",
    "3, 3, 96, 80, 9, 2, 17",
    "2, 4, 64, 67, 16, 2, 11",
    "4, 2, 67, 64, 16, 2, 23"
  })
  void pairsGiveWhatSumsOverKernelsGive(
      long height, long width, long channels, long filters, long batch, int threads, int count) {
    Graph graph = graph(BORDERED, 1, channels, filters, height, width);
    try (Backend backend = new OneDnnProvider().open(threads)) {
      String table = table(backend, graph, CompileOptions.of(batch));
      assertThat(products(table, "Conv")).as(table).isEqualTo(count);
      assertThat(products(table, "ConvInputGradient")).as(table).isEqualTo(count);
      assertThat(products(table, "ConvWeightGradient")).as(table).isEqualTo(count);
      Comparison.same(backend, graph, batch, TOLERANCE);
      Comparison.near(backend, graph, batch, 0.01);
    }
  }

  /** In a line of positions most elements of a kernel meet none: their gradient is zero. */
  @ParameterizedTest
  @CsvSource({"1, 1, 5", "1, 4, 3", "3, 1, 2", "1, 9, 2"})
  void gradientsOfKernelsInBfloat16_areMadeSoForLinesToo(long height, long width, long batch) {
    Graph graph = graph(BORDERED, 1, 64, 66, height, width);
    try (Backend backend = new OneDnnProvider().open(1)) {
      Comparison.near(backend, graph, batch, 0.01);
      CompileOptions narrow = CompileOptions.of(batch).precision(Precision.BFLOAT16);
      String table = table(backend, graph, narrow);
      assertThat(products(table, "Conv")).isZero();
      assertThat(products(table, "ConvInputGradient")).isZero();
      assertThat(products(table, "ConvWeightGradient")).as(table).isPositive();
    }
  }

  /** Lines, larger images, few channels or filters, groups, other borders, steps and gaps. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 64, 64, 1, 1, 1, 1",
    "1, 4, 64, 64, 1, 1, 1, 1",
    "2, 5, 64, 64, 1, 1, 1, 1",
    "4, 4, 64, 64, 1, 1, 1, 1",
    "2, 2, 63, 64, 1, 1, 1, 1",
    "2, 2, 64, 63, 1, 1, 1, 1",
    "2, 2, 128, 128, 2, 1, 1, 1",
    "3, 3, 64, 64, 1, 0, 1, 1",
    "3, 3, 64, 64, 1, 1, 2, 1",
    "3, 3, 64, 64, 1, 2, 1, 2"
  })
  void otherCasesGoAsBefore(
      long height,
      long width,
      long channels,
      long filters,
      long group,
      long pad,
      long stride,
      long dilation) {
    Window window =
        Window.of(3, 3)
            .pads(pad, pad, pad, pad)
            .strides(stride, stride)
            .dilations(dilation, dilation);
    Graph graph = graph(window, group, channels, filters, height, width);
    try (Backend backend = new OneDnnProvider().open(2)) {
      assertThat(table(backend, graph, CompileOptions.of(16))).doesNotContain(", element ");
      Comparison.same(backend, graph, 16, TOLERANCE);
    }
  }

  @Test
  void littleWork_goesAsBefore() {
    Graph graph = graph(BORDERED, 1, 64, 64, 2, 2);
    try (Backend backend = new OneDnnProvider().open(2)) {
      assertThat(table(backend, graph, CompileOptions.of(15))).doesNotContain(", element ");
      Comparison.same(backend, graph, 15, TOLERANCE);
    }
  }

  /**
   * The convolution adds a bias; the gradient of one is made with that of the kernels, as before.
   */
  @Test
  void biasIsAdded() {
    GraphBuilder g = GraphBuilder.named("biased");
    Shape kernels = Shape.of(64, 64, 3, 3);
    Value x = g.input("x", images(64, 2, 2));
    Value w = g.parameter("w", kernels, Comparison.normal());
    Value b = g.parameter("b", Shape.of(64), Comparison.normal());
    Value y = g.apply(new Conv(BORDERED, 1), x, w, b);
    Value dy = g.input("dy", y.type());
    List<Value> gradients =
        g.applyAll(new ConvWeightGradient(BORDERED, 1, kernels, true), List.of(x, dy));
    g.output("y", y);
    g.output("dw", gradients.get(0));
    g.output("db", gradients.get(1));
    Graph graph = g.build();
    try (Backend backend = new OneDnnProvider().open(2)) {
      String table = table(backend, graph, CompileOptions.of(16));
      assertThat(products(table, "Conv")).isEqualTo(11);
      assertThat(products(table, "ConvWeightGradient")).isZero();
      Comparison.same(backend, graph, 16, TOLERANCE);
      Comparison.near(backend, graph, 16, 0.01);
    }
  }

  /** Batch norm goes into kernels and bias where these are fixed; what follows stays by itself. */
  @ParameterizedTest
  @CsvSource({"16, false, true", "16, true, true", "33, true, true", "15, true, false"})
  void inScoringFromSomeRowsOn(long batch, boolean biased, boolean products) {
    GraphBuilder g = GraphBuilder.named("scoring");
    Value x = g.input("x", images(64, 3, 2));
    Value w = g.parameter("w", Shape.of(64, 64, 3, 3), Comparison.normal());
    Value b = g.parameter("b", Shape.of(64), Comparison.normal());
    Conv conv = new Conv(BORDERED, 1);
    Value y = biased ? g.apply(conv, x, w, b) : g.apply(conv, x, w);
    Value scale = g.parameter("scale", Shape.of(64), Comparison.normal());
    Value shift = g.parameter("shift", Shape.of(64), Comparison.normal());
    Value mean = g.state("mean", Shape.of(64), Comparison.normal());
    Value variance = g.state("variance", Shape.of(64), PositionProductsTest::twos);
    Value normed = g.apply(BatchNormalization.of(1e-5f, 0.9f), y, scale, shift, mean, variance);
    g.output("z", g.relu(g.add(normed, x)));
    Graph graph = g.build();
    try (Backend backend = new OneDnnProvider().open(2)) {
      CompileOptions fixed = CompileOptions.of(batch).fixedParameters(true);
      String table = table(backend, graph, fixed);
      assertThat(products(table, "Conv")).as(table).isEqualTo(products ? 17 : 0);
      assertThat(table).contains("folded BatchNormalization");
      Comparison.same(backend, graph, batch, TOLERANCE);
      Comparison.near(backend, graph, batch, 0.01);
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32", "BFLOAT16"})
  void runsRepeatBitByBit(Precision precision) {
    Graph graph = graph(BORDERED, 1, 96, 128, 2, 2);
    CompileOptions options = CompileOptions.of(17).precision(precision);
    try (Backend backend = new OneDnnProvider().open(2);
        Plan one = backend.compile(graph, options);
        Plan other = backend.compile(graph, options)) {
      Comparison.repeats(graph, one, other);
    }
  }
}
