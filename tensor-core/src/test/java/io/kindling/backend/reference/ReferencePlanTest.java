package io.kindling.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferencePlanTest {
  private final ReferenceBackend backend = new ReferenceBackend();

  private static Graph doubling() {
    GraphBuilder g = GraphBuilder.named("doubling");
    Value x = g.input("x", Type.float32(Shape.BATCH, 2));
    Value y = g.add(x, x);
    g.output("y", y);
    g.output("again", y);
    g.output("same", x);
    return g.build();
  }

  @Test
  void oneValueUnderSeveralNames_isInEachOfThem() {
    Tensor bound = Tensor.zeros(4);
    try (Plan plan =
        backend.compile(doubling(), CompileOptions.of(2).bindings(Map.of("again", bound)))) {
      plan.tensor("x").set(1, 2, 3, 4);
      plan.run();
      assertThat(plan.tensor("y").toFloats()).containsExactly(2, 4, 6, 8);
      assertThat(bound.toFloats()).containsExactly(2, 4, 6, 8);
      assertThat(plan.tensor("same").toFloats()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void boundMemory_isReadAndWritten() {
    Tensor x = Tensor.of(5, 6);
    Tensor y = Tensor.zeros(1, 2);
    try (Plan plan =
        backend.compile(doubling(), CompileOptions.of(1).bindings(Map.of("x", x, "y", y)))) {
      plan.run();
      assertThat(y.toFloats()).containsExactly(10, 12);
      x.set(1, 1);
      plan.run();
      assertThat(y.toFloats()).containsExactly(2, 2);
    }
    // The caller's memory outlives the plan.
    assertThat(y.toFloats()).containsExactly(2, 2);
  }

  @Test
  void bindings_thatDoNotFit_areRefused() {
    CompileOptions two = CompileOptions.of(2);
    assertThatThrownBy(
            () -> backend.compile(doubling(), two.bindings(Map.of("x", Tensor.zeros(3)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected FLOAT32 [2, 2] bound to \"x\", got FLOAT32 [3]");
    assertThatThrownBy(
            () -> backend.compile(doubling(), two.bindings(Map.of("z", Tensor.zeros(4)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got \"z\"");
    assertThatThrownBy(() -> CompileOptions.of(-1)).hasMessageContaining("0 or more, got -1");
  }

  @Test
  void plan_knowsItsNamesAndEndsOnce() {
    Plan plan = backend.compile(doubling(), CompileOptions.of(2));
    assertThat(plan.batch()).isEqualTo(2);
    assertThat(plan.describe()).contains("Add");
    assertThatThrownBy(() -> plan.tensor("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got \"nothing\"");
    plan.close();
    plan.close();
    assertThatThrownBy(() -> plan.tensor("y").getFloat(0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void emptyBatch_runs() {
    try (Plan plan = backend.compile(doubling(), CompileOptions.of(0))) {
      plan.run();
      assertThat(plan.tensor("y").shape()).isEqualTo(Shape.of(0, 2));
    }
  }
}
