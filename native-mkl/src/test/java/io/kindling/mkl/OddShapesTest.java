package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.autodiff.Gradients;
import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.Abs;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Clip;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Elu;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.LeakyRelu;
import io.kindling.graph.op.LogSoftmax;
import io.kindling.graph.op.Max;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Min;
import io.kindling.graph.op.ReduceMax;
import io.kindling.graph.op.ReduceMean;
import io.kindling.graph.op.ReduceMin;
import io.kindling.graph.op.ReduceSum;
import io.kindling.graph.op.ReducedExtremum;
import io.kindling.graph.op.Relu;
import io.kindling.graph.op.Sigmoid;
import io.kindling.graph.op.Slice;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.Softplus;
import io.kindling.graph.op.Tanh;
import io.kindling.graph.op.Transpose;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Operators over shapes that fit no block: each follows a convolution, so that it meets blocked
 * layouts with padding, and its gradients flow back through that convolution.
 */
final class OddShapesTest {
  private static final List<Long> CHANNELS = List.of(1L, 3L, 5L, 17L, 100L);

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new OneDnnProvider().open(2);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static Map<String, Op> operators() {
    Map<String, Op> operators = new LinkedHashMap<>();
    Window two = Window.of(2, 2).strides(2, 2);
    Window three = Window.of(3, 3).strides(2, 2).pads(1, 0, 1, 1);
    operators.put("relu", new Relu());
    operators.put("tanh", new Tanh());
    operators.put("sigmoid", new Sigmoid());
    operators.put("softplus", new Softplus());
    operators.put("elu", new Elu(0.5f));
    operators.put("abs", new Abs());
    operators.put("clip", new Clip(-0.5, 0.7));
    operators.put("clip with crossed bounds", new Clip(0.5, -0.5));
    operators.put("transpose", new Transpose(List.of(0, 2, 3, 1)));
    operators.put("slice", new Slice(List.of(1L), List.of(4L), List.of(2L), List.of()));
    operators.put("mean of images", new ReduceMean(List.of(0L, 2L, 3L), false));
    operators.put("sum of channels", new ReduceSum(List.of(1L), true));
    operators.put("sum of rows", new ReduceSum(List.of(0L, 2L), false));
    operators.put("max of channels", new ReduceMax(List.of(1L), true));
    operators.put("max of rows", new ReduceMax(List.of(-1L), false));
    operators.put("min of images", new ReduceMin(List.of(2L, 3L), false));
    operators.put("min of everything", new ReduceMin(List.of(), false));
    operators.put("max pool", MaxPool.of(two));
    operators.put("max pool with pads", MaxPool.of(three));
    operators.put("max pool rounding up", new MaxPool(two, true, false, false));
    operators.put("average pool", AveragePool.of(three));
    operators.put("average pool with padding", new AveragePool(three, false, true));
    operators.put("average pool rounding up", new AveragePool(two, true, false));
    operators.put("average pool with dilation", AveragePool.of(Window.of(2, 2).dilations(2, 3)));
    operators.put("global average", new GlobalAveragePool());
    operators.put("global max", new GlobalMaxPool());
    operators.put("softmax", new Softmax(1));
    operators.put("log softmax", new LogSoftmax(-1));
    return operators;
  }

  @TestFactory
  Stream<DynamicTest> afterConvolution() {
    List<DynamicTest> tests = new ArrayList<>();
    operators()
        .forEach(
            (name, op) -> {
              for (long channels : CHANNELS) {
                long batch = channels % 3 + 1;
                tests.add(
                    dynamicTest(
                        name + ", " + channels + " channels, batch " + batch,
                        () -> Comparison.same(backend, graph(op, channels), batch, 2e-5)));
                tests.add(
                    dynamicTest(
                        name + ", " + channels + " channels, batch " + batch + ", bfloat16",
                        () -> Comparison.near(backend, graph(op, channels), batch, nearness(op))));
              }
            });
    return tests.stream();
  }

  /** Where a result has a kink, rounding decides for some elements which way gradients go. */
  private static double nearness(Op op) {
    boolean kinked =
        op instanceof Relu
            || op instanceof Elu
            || op instanceof Abs
            || op instanceof Clip
            || op instanceof MaxPool
            || op instanceof GlobalMaxPool
            || op instanceof ReducedExtremum;
    return kinked ? 0.25 : 0.02;
  }

  private static Graph graph(Op op, long channels) {
    GraphBuilder g = GraphBuilder.named("odd");
    Value x = g.input("x", new Type(DataType.FLOAT32, Shape.batched(3, 9, 7)));
    Value w = g.input("w", Type.float32(channels, 3, 3, 3));
    Value convolved = g.apply(new Conv(Window.of(3, 3).pads(1, 1, 1, 1), 1), x, w);
    Value y = g.applyAll(op, List.of(convolved)).get(0);
    return withGradients(g, y, List.of(x, w));
  }

  @TestFactory
  Stream<DynamicTest> extremaOfTwo() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Op op : List.of(new Max(), new Min())) {
      for (long channels : CHANNELS) {
        tests.add(
            dynamicTest(
                op.type() + ", " + channels + " channels",
                () -> Comparison.same(backend, extremum(op, channels), 2, 2e-5)));
      }
    }
    return tests.stream();
  }

  /** One operand has the layout of a convolution, the other is broadcast. */
  private static Graph extremum(Op op, long channels) {
    GraphBuilder g = GraphBuilder.named("extremum");
    Value x = g.input("x", new Type(DataType.FLOAT32, Shape.batched(3, 9, 7)));
    Value w = g.input("w", Type.float32(channels, 3, 3, 3));
    Value row = g.input("row", Type.float32(channels, 1, 7));
    Value convolved = g.apply(new Conv(Window.of(3, 3).pads(1, 1, 1, 1), 1), x, w);
    return withGradients(g, g.apply(op, row, convolved), List.of(x, w, row));
  }

  private static Graph withGradients(GraphBuilder g, Value y, List<Value> sources) {
    Value received = g.input("received", y.type());
    g.output("y", y);
    Value loss = g.reduceSum(g.mul(y, received), false);
    Gradients.of(g, loss, sources)
        .forEach((source, gradient) -> g.output("d" + source.name(), gradient));
    return g.build();
  }

  @Test
  void nanIsPassedOn() {
    // Not by Relu and MaxPool: oneDNN's maximum of NaN and a number is the number.
    List<Op> operators =
        List.of(new Tanh(), new Sigmoid(), new Elu(1), new LeakyRelu(0.1f), new Softmax(-1));
    GraphBuilder g = GraphBuilder.named("nan");
    Value x = g.input("x", Type.float32(2, 16));
    for (Op op : operators) {
      g.output(op.type(), g.apply(op, x));
    }
    g.output("sum", g.reduceSum(x, false));
    g.output("product", g.gemm(x, false, x, true));
    Graph graph = g.build();
    try (Plan plan = backend.compile(graph, CompileOptions.of(1))) {
      plan.tensor("x").setFloat(5, Float.NaN);
      plan.run();
      operators.forEach(op -> assertThat(plan.tensor(op.type()).getFloat(5)).as(op.type()).isNaN());
      assertThat(plan.tensor("sum").getFloat(0)).isNaN();
      assertThat(plan.tensor("product").getFloat(0)).isNaN();
    }
  }

  /** Shapes of convolutions: channels, outputs, groups, batch and the window. */
  private record Case(long channels, long outputs, long group, long batch, Window window) {}

  private static List<Case> convolutions() {
    List<Case> cases = new ArrayList<>();
    for (long channels : CHANNELS) {
      cases.add(new Case(channels, 5, 1, 1, Window.of(3, 3)));
      cases.add(new Case(channels, 17, 1, 2, Window.of(1, 1)));
      cases.add(new Case(3, channels, 1, 3, Window.of(5, 3).strides(2, 3).pads(2, 1, 0, 1)));
      cases.add(new Case(channels, channels, channels, 2, Window.of(3, 3).pads(1, 1, 1, 1)));
    }
    cases.add(new Case(6, 4, 2, 2, Window.of(3, 2).dilations(2, 2).pads(2, 0, 1, 1)));
    cases.add(new Case(32, 48, 4, 1, Window.of(3, 3).strides(2, 2)));
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> convolution() {
    return convolutions().stream()
        .flatMap(
            c ->
                Stream.of(
                    dynamicTest(
                        c.toString(), () -> Comparison.same(backend, graph(c), c.batch(), 2e-5)),
                    dynamicTest(
                        c + ", bfloat16",
                        () -> Comparison.near(backend, graph(c), c.batch(), 0.01))));
  }

  private static Graph graph(Case c) {
    GraphBuilder g = GraphBuilder.named("convolution");
    Value x = g.input("x", new Type(DataType.FLOAT32, Shape.batched(c.channels(), 11, 8)));
    List<Long> kernel = c.window().kernel();
    Value w =
        g.input(
            "w", Type.float32(c.outputs(), c.channels() / c.group(), kernel.get(0), kernel.get(1)));
    Value b = g.input("b", Type.float32(c.outputs()));
    Value y = g.apply(new Conv(c.window(), c.group()), x, w, b);
    return withGradients(g, y, List.of(x, w, b));
  }

  @TestFactory
  Stream<DynamicTest> batchNormalization() {
    return CHANNELS.stream()
        .flatMap(
            channels ->
                Stream.of(
                    dynamicTest(
                        channels + " channels",
                        () -> Comparison.same(backend, normalization(channels), 3, 1e-4)),
                    dynamicTest(
                        channels + " channels, bfloat16",
                        () -> Comparison.near(backend, normalization(channels), 3, 0.02))));
  }

  private static Graph normalization(long channels) {
    GraphBuilder g = GraphBuilder.named("normalization");
    Value x = g.input("x", new Type(DataType.FLOAT32, Shape.batched(3, 5, 6)));
    Value w = g.input("w", Type.float32(channels, 3, 3, 3));
    Value convolved = g.apply(new Conv(Window.of(3, 3), 1), x, w);
    List<Value> operands = new ArrayList<>(List.of(convolved));
    for (String name : List.of("scale", "shift", "mean", "variance")) {
      operands.add(g.input(name, Type.float32(channels)));
    }
    List<Value> results = g.applyAll(new BatchNormalization(1e-3f, 0.9f, true, false), operands);
    g.output("next_mean", results.get(1));
    g.output("next_variance", results.get(2));
    return withGradients(g, results.get(0), List.of(x, w, operands.get(1), operands.get(2)));
  }
}
