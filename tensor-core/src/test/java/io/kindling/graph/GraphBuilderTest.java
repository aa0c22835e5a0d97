package io.kindling.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.graph.op.Dropout;
import io.kindling.graph.op.Relu;
import io.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
  private static final Initializer NONE = (parameter, random) -> {};

  @Test
  void scopes_prefixParametersAndNodes() {
    GraphBuilder g = GraphBuilder.named("net");
    Value x = g.input("x", Type.float32(Shape.BATCH, 2));
    try (GraphBuilder.Scope outer = g.scope("block")) {
      try (GraphBuilder.Scope inner = g.scope("dense")) {
        assertThat(g.parameter("weight", Shape.of(2), NONE).name()).isEqualTo("block.dense.weight");
      }
      assertThat(g.relu(x).name()).isEqualTo("block.Relu");
    }
    assertThat(g.relu(x).name()).isEqualTo("Relu");
    assertThat(g.relu(x).name()).isEqualTo("Relu_1");
    assertThat(g.build().nodes())
        .extracting(Node::name)
        .containsExactly("block.Relu", "Relu", "Relu_1");
  }

  @Test
  void secondOutputs_areNamedAfterTheNode() {
    GraphBuilder g = GraphBuilder.named("net");
    Value x = g.input("x", Type.float32(Shape.BATCH, 2));
    List<Value> results = g.applyAll("drop", new Dropout(0.5f, true), List.of(x));
    assertThat(results).extracting(Value::name).containsExactly("drop", "drop.1");
    assertThatThrownBy(() -> g.apply(new Dropout(0.5f, true), x))
        .hasMessageContaining("expected one output, got 2");
  }

  @Test
  void names_areUnique() {
    GraphBuilder g = GraphBuilder.named("net");
    Value x = g.input("x", Type.float32(2));
    assertThatThrownBy(() -> g.parameter("x", Shape.of(2), NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got a second \"x\"");
    g.output("y", x);
    assertThatThrownBy(() -> g.output("y", x)).hasMessageContaining("got a second \"y\"");
  }

  @Test
  void valuesOfAnotherGraph_areRefused() {
    GraphBuilder g = GraphBuilder.named("net");
    Value foreign = GraphBuilder.named("other").input("x", Type.float32(2));
    assertThatThrownBy(() -> g.apply(new Relu(), foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected values of graph net, got x: FLOAT32 [2]");
  }
}
