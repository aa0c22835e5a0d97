package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole training graphs against the reference backend. */
final class TrainingPlanTest {
  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new OneDnnProvider().open(2);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @ParameterizedTest
  @CsvSource({"6, 12, 100, 8", "3, 5, 17, 1", "16, 32, 64, 3", "1, 17, 1, 2"})
  void lenet(int first, int second, int hidden, long batch) {
    Graph graph = Networks.training(Networks.lenet(first, second, hidden)).graph();
    Comparison.same(backend, graph, batch, 3e-5);
    Comparison.near(backend, graph, batch, 0.3);
  }

  @ParameterizedTest
  @CsvSource({"8, 3", "9, 1", "11, 4"})
  void vgg(long size, long batch) {
    Graph graph = Networks.training(Networks.vgg(size, 20, 16, 0, 20, 32, 0, 5)).graph();
    Comparison.same(backend, graph, batch, 1e-4);
    Comparison.near(backend, graph, batch, 0.25);
  }

  /** With 32 channels and images enough, convolutions go by tiles. */
  @ParameterizedTest
  @CsvSource({"8, 3, 16", "9, 1, 20", "8, 8, 32", "5, 11, 48"})
  void residual(long size, long batch, int width) {
    Graph graph = Networks.training(Networks.residual(size, width, width, 2 * width)).graph();
    Comparison.same(backend, graph, batch, 1e-4);
    Comparison.near(backend, graph, batch, 0.3);
  }

  @Test
  void reluIsTakenIntoSums() {
    Graph graph = Networks.training(Networks.residual(8, 16, 16)).graph();
    try (Plan plan = backend.compile(graph, CompileOptions.of(3))) {
      assertThat(plan.describe().lines().filter(line -> line.contains("binary")))
          .filteredOn(line -> line.endsWith("then Relu"))
          .hasSize(2);
    }
  }

  @Test
  void reluIsTakenIntoBatchNormalizationBothWays() {
    Graph graph = Networks.training(Networks.vgg(8, 20, 16, 0, 20)).graph();
    try (Plan plan = backend.compile(graph, CompileOptions.of(3))) {
      List<String> lines = plan.describe().lines().toList();
      assertThat(lines.stream().filter(line -> line.contains("batch_normalization_forward")))
          .hasSize(2)
          .allMatch(line -> line.endsWith("then Relu"));
      // What is left is the one of the dense layer.
      assertThat(lines.stream().filter(line -> line.contains("eltwise_backward"))).hasSize(1);
    }
  }
}
