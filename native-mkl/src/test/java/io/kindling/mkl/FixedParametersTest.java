package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Parameter;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a plan does once when its parameters are fixed, and when it does that again. */
final class FixedParametersTest {
  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new OneDnnProvider().open(2);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @Test
  void parametersAreReadAgainAfterRefresh() {
    Graph graph = Networks.vgg(8, 20, 17, 0, 33);
    try (Plan fixed = backend.compile(graph, CompileOptions.of(3).fixedParameters(true));
        Plan free = backend.compile(graph, CompileOptions.of(3))) {
      Comparison.fill(graph, fixed, 1);
      Comparison.fill(graph, free, 1);
      Comparison.sameNow(graph, fixed, free, 2e-5);
      Comparison.fill(graph, fixed, 2);
      Comparison.fill(graph, free, 2);
      fixed.refresh();
      Comparison.sameNow(graph, fixed, free, 2e-5);
    }
  }

  @Test
  void weightsAreReorderedOnce() {
    Graph graph = Networks.vgg(8, 20, 32, 0, 64);
    try (Plan plan = backend.compile(graph, CompileOptions.of(3).fixedParameters(true))) {
      assertThat(inEveryRun(plan).lines().filter(line -> line.contains("weight"))).isEmpty();
      assertThat(plan.describe()).contains("folded weights 64x32x3x3:abcd", "f1.weight");
    }
    try (Plan plan = backend.compile(graph, CompileOptions.of(3))) {
      assertThat(plan.describe()).doesNotContain("once:").contains("c2.weight");
    }
  }

  /** Returns the rows of a plan's table from the first step on that every run does. */
  static String inEveryRun(Plan plan) {
    String table = plan.describe();
    return table.substring(Math.max(0, table.indexOf("in every run:")));
  }

  /** Weights that are themselves computed, read as they are and in another order, and an output. */
  @Test
  void whatDependsOnParametersAloneIsComputedOnce() {
    GraphBuilder g = GraphBuilder.named("computed");
    Value x = g.input("x", new Type(DataType.FLOAT32, Shape.batched(3, 6, 5)));
    Value w = g.parameter("w", Shape.of(17, 3, 3, 3), Comparison.normal());
    Value scale = g.constant("scale", Tensor.full(DataType.FLOAT32, Shape.of(1), 0.5f));
    Value doubled = g.tanh(g.mul(w, scale));
    Value y = g.apply(new Conv(Window.of(3, 3), 1), x, doubled);
    g.output("y", y);
    g.output("total", g.reduceSum(doubled, false));
    g.output("w", w);
    Graph graph = g.build();
    Comparison.same(backend, graph, 2, 2e-5);
    try (Plan plan = backend.compile(graph, CompileOptions.of(2).fixedParameters(true))) {
      assertThat(inEveryRun(plan)).doesNotContain("Tanh", "Mul");
    }
  }

  @Test
  void boundParametersKeepTheirNumbers() {
    Graph graph = Networks.vgg(8, 20, 17, 0, 33);
    Parameter weight = graph.parameter("c2.weight").orElseThrow();
    Tensor bound = Tensor.zeros(DataType.FLOAT32, weight.value().shape());
    CompileOptions options = CompileOptions.of(2).bindings(Map.of(weight.name(), bound));
    try (Plan plan = backend.compile(graph, options.fixedParameters(true))) {
      Comparison.fill(graph, plan, 5);
      float[] before = bound.toFloats();
      plan.run();
      plan.run();
      assertThat(bound.toFloats()).isEqualTo(before);
    }
  }
}
