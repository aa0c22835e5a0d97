package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Batch normalization folded into weights, sums and activations, against the plain loops. */
final class FoldingTest {
  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Comparison.openForTiles(2);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  /**
   * A graph and how many steps of batch normalization and of sums are left in every run.
   *
   * @param channels of the input and of most of what is computed
   */
  private record Case(String name, Net net, int norms, int sums) {}

  @FunctionalInterface
  private interface Net {
    Value apply(Build build, Value x, long channels);
  }

  private static List<Case> cases() {
    return List.of(
        new Case("bias", (b, x, c) -> b.norm(b.conv(x, c, true)), 0, 0),
        new Case("no bias", (b, x, c) -> b.norm(b.conv(x, c, false)), 0, 0),
        new Case("relu", (b, x, c) -> b.g.relu(b.norm(b.conv(x, c, false))), 0, 0),
        new Case("two norms", (b, x, c) -> b.norm(b.norm(b.conv(x, c, true))), 1, 0),
        new Case("depthwise", (b, x, c) -> b.norm(b.conv(x, c, c, true)), 0, 0),
        new Case("product", (b, x, c) -> b.norm(b.dense(b.flat(x), c, true, true)), 0, 0),
        new Case("untransposed", (b, x, c) -> b.norm(b.dense(b.flat(x), c, false, true)), 0, 0),
        new Case("no addend", (b, x, c) -> b.norm(b.dense(b.flat(x), c, true, false)), 0, 0),
        new Case("several users", FoldingTest::severalUsers, 1, 0),
        new Case("an output too", FoldingTest::outputToo, 1, 0),
        new Case("shared weights", FoldingTest::sharedWeights, 0, 0),
        new Case("scale from an input", FoldingTest::scaleFromInput, 1, 0),
        new Case("residual", FoldingTest::residual, 0, 0),
        new Case("residual of the input", FoldingTest::residualOfInput, 0, 0),
        new Case("residual read again", FoldingTest::readAgain, 0, 0),
        new Case("residual by a product", FoldingTest::residualProduct, 0, 0),
        new Case("sum with itself", (b, x, c) -> twice(b.g, b.norm(b.conv(x, c, true))), 0, 1),
        new Case("sum over rows", FoldingTest::broadcast, 0, 1));
  }

  private static Value severalUsers(Build b, Value x, long c) {
    Value made = b.conv(x, c, true);
    return b.g.mul(b.norm(made), b.g.tanh(made));
  }

  private static Value outputToo(Build b, Value x, long c) {
    Value made = b.conv(x, c, true);
    b.g.output("convolved", made);
    return b.norm(made);
  }

  private static Value sharedWeights(Build b, Value x, long c) {
    Value w = b.parameter(c, c, 3, 3);
    Value first = b.g.tanh(b.norm(b.conv(x, w, Optional.empty(), 1)));
    return b.norm(b.conv(first, w, Optional.empty(), 1));
  }

  private static Value scaleFromInput(Build b, Value x, long c) {
    return b.norm(b.conv(x, c, true), b.g.input("scale", Type.float32(c)));
  }

  private static Value residual(Build b, Value x, long c) {
    Value first = b.g.relu(b.norm(b.conv(x, c, false)));
    Value second = b.norm(b.conv(first, c, false));
    return b.conv(b.g.relu(b.g.add(second, first)), 5, true);
  }

  private static Value residualOfInput(Build b, Value x, long c) {
    Value shortcut = b.norm(b.conv(x, c, false));
    Value made = b.norm(b.conv(x, c, true));
    return b.g.tanh(b.g.add(x, b.conv(b.g.relu(b.g.add(made, shortcut)), c, true)));
  }

  private static Value readAgain(Build b, Value x, long c) {
    Value first = b.g.relu(b.conv(x, c, false));
    Value sum = b.g.relu(b.g.add(b.conv(first, c, false), first));
    return b.g.mul(sum, b.g.mul(first, first));
  }

  private static Value residualProduct(Build b, Value x, long c) {
    Value first = b.g.tanh(b.dense(b.flat(x), c, true, true));
    return b.g.relu(b.g.add(first, b.norm(b.dense(first, c, true, true))));
  }

  private static Value broadcast(Build b, Value x, long c) {
    return b.g.relu(b.g.add(b.conv(x, c, true), b.parameter(1, c, 1, 1)));
  }

  private static Value twice(GraphBuilder g, Value x) {
    return g.add(x, x);
  }

  @TestFactory
  Stream<DynamicTest> folded() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Case c : cases()) {
      for (long channels : List.of(1L, 3L, 5L, 16L, 17L, 100L)) {
        tests.add(
            dynamicTest(
                c.name() + ", " + channels + " channels",
                () -> check(c, channels, channels % 3 + 1)));
      }
      for (long channels : List.of(32L, 50L, 130L)) {
        tests.add(dynamicTest(c.name() + ", by tiles", () -> checkTiles(c, channels)));
      }
    }
    return tests.stream();
  }

  private static Graph graph(Case c, long channels) {
    Build build = new Build(GraphBuilder.named("folding"));
    Value x = build.g.input("x", new Type(DataType.FLOAT32, Shape.batched(channels, 6, 5)));
    build.g.output("y", c.net().apply(build, x, channels));
    return build.g.build();
  }

  /** Eight images have 72 tiles, which are enough; of many channels all are computed at once. */
  private static void checkTiles(Case c, long channels) {
    check(c, channels, 8);
    boolean ungrouped =
        graph(c, channels).nodes().stream()
            .anyMatch(node -> node.op() instanceof Conv conv && conv.group() == 1);
    try (Plan plan =
        backend.compile(graph(c, channels), CompileOptions.of(8).fixedParameters(true))) {
      assertThat(plan.describe().contains("convolution_by_tiles")).isEqualTo(ungrouped);
      assertThat(FixedParametersTest.inEveryRun(plan)).doesNotContain("kernels_to_tiles");
    }
  }

  private static void check(Case c, long channels, long batch) {
    Graph graph = graph(c, channels);
    Comparison.same(backend, graph, batch, 5e-5);
    Comparison.near(backend, graph, batch, 0.03);
    try (Plan plan = backend.compile(graph, CompileOptions.of(batch).fixedParameters(true))) {
      String table = FixedParametersTest.inEveryRun(plan);
      assertThat(table.lines().filter(line -> line.contains("batch_normalization")))
          .as(table)
          .hasSize(c.norms());
      assertThat(table.lines().filter(line -> line.startsWith("Add"))).as(table).hasSize(c.sums());
    }
  }

  /** Adds layers with parameters of their own. */
  private record Build(GraphBuilder g) {
    Value parameter(long... dims) {
      double range = Math.sqrt(3.0 * dims[0] / LongStream.of(dims).reduce(1, (a, b) -> a * b));
      return g.parameter(
          "p" + g.build().parameters().size(),
          Shape.of(dims),
          (tensor, random) -> {
            for (long i = 0; i < tensor.size(); i++) {
              tensor.setFloat(i, (float) ((random.nextDouble() * 2 - 1) * range));
            }
          });
    }

    Value conv(Value x, long outputs, boolean bias) {
      return conv(x, outputs, 1, bias);
    }

    Value conv(Value x, long outputs, long groups, boolean bias) {
      Value w = parameter(outputs, x.shape().dim(1) / groups, 3, 3);
      return conv(x, w, bias ? Optional.of(parameter(outputs)) : Optional.empty(), groups);
    }

    Value conv(Value x, Value w, Optional<Value> bias, long groups) {
      Conv op = new Conv(Window.of(3, 3).pads(1, 1, 1, 1), groups);
      return bias.map(b -> g.apply(op, x, w, b)).orElseGet(() -> g.apply(op, x, w));
    }

    Value flat(Value x) {
      return g.apply(new Flatten(1), x);
    }

    Value dense(Value x, long outputs, boolean transposed, boolean bias) {
      long inputs = x.shape().dim(1);
      Value w = transposed ? parameter(outputs, inputs) : parameter(inputs, outputs);
      Gemm op = new Gemm(1, 1, false, transposed);
      return bias ? g.apply(op, x, w, parameter(outputs)) : g.apply(op, x, w);
    }

    Value norm(Value x) {
      return norm(x, parameter(x.shape().dim(1)));
    }

    Value norm(Value x, Value scale) {
      long channels = x.shape().dim(1);
      Value variance =
          g.parameter(
              "variance" + g.build().parameters().size(),
              Shape.of(channels),
              (tensor, random) -> {
                for (long i = 0; i < tensor.size(); i++) {
                  tensor.setFloat(i, (float) (0.5 + random.nextDouble()));
                }
              });
      Value shift = parameter(channels);
      Value mean = parameter(channels);
      return g.apply(BatchNormalization.of(1e-3f, 0.9f), x, scale, shift, mean, variance);
    }
  }
}
