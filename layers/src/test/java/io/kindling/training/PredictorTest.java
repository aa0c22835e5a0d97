package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Tanh;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PredictorTest {
  private static float[] score(Predictor predictor, Graph graph, int rows) {
    float[] all = new float[rows * 2];
    int width = predictor.batch();
    for (int first = 0; first < rows; first += width) {
      int count = Math.min(width, rows - first);
      for (int i = 0; i < count * 3; i++) {
        predictor.input("input").setFloat(i, (float) Math.sin(first * 3 + i));
      }
      Tensor output = predictor.run(count).get("output");
      assertThat(output.shape()).isEqualTo(Shape.of(count, 2));
      output.copyTo(0, all, first * 2, count * 2);
    }
    return all;
  }

  @Test
  void scores_doNotDependOnTheBatchSize() {
    Graph graph = Network.sequential(Shape.of(3), Dense.of(4), Tanh.of(), Dense.of(2)).graph();
    Parameters parameters = Parameters.initialize(graph, 1);
    float[] expected = null;
    for (int batch : new int[] {50, 1, 7, 32, 64}) {
      try (ReferenceBackend backend = new ReferenceBackend();
          Predictor predictor = Predictor.open(graph, parameters.views(), backend, batch)) {
        float[] scores = score(predictor, graph, 50);
        expected = expected == null ? scores : expected;
        assertThat(scores).isEqualTo(expected);
      }
    }
  }

  @Test
  void rowsInAnotherAxis_getPlansOfTheirOwn() {
    GraphBuilder builder = GraphBuilder.named("turned");
    Value x = builder.input("x", Type.float32(Shape.BATCH, 3));
    builder.output("y", builder.transpose(x, 1, 0));
    Graph graph = builder.build();
    try (ReferenceBackend backend = new ReferenceBackend();
        Predictor predictor = Predictor.open(graph, Map.of(), backend, 8)) {
      for (int i = 0; i < 6; i++) {
        predictor.input("x").setFloat(i, i);
      }
      Tensor y = predictor.run(2).get("y");
      assertThat(y.shape()).isEqualTo(Shape.of(3, 2));
      assertThat(y.toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
    }
  }

  @Test
  void noRows_giveEmptyOutputs() {
    Graph graph = Network.sequential(Shape.of(3), Dense.of(2)).graph();
    Parameters parameters = Parameters.initialize(graph, 1);
    try (ReferenceBackend backend = new ReferenceBackend();
        Predictor predictor = Predictor.open(graph, parameters.views(), backend, 4)) {
      assertThat(predictor.run(0).get("output").shape()).isEqualTo(Shape.of(0, 2));
    }
  }

  @Test
  void misuse_isRefused() {
    Graph graph = Network.sequential(Shape.of(3), Dense.of(2)).graph();
    Parameters parameters = Parameters.initialize(graph, 1);
    try (ReferenceBackend backend = new ReferenceBackend();
        Predictor predictor = Predictor.open(graph, parameters.views(), backend, 4)) {
      assertThatThrownBy(() -> predictor.run(5)).hasMessageContaining("0 to 4 rows, got 5");
      assertThatThrownBy(() -> predictor.input("x")).hasMessageContaining("[input]");
      assertThatThrownBy(() -> Predictor.open(graph, Map.of(), backend, 4))
          .hasMessageContaining("none for \"dense");
      assertThatThrownBy(() -> Predictor.open(graph, parameters.views(), backend, 0))
          .hasMessageContaining("got 0");
    }
  }
}
