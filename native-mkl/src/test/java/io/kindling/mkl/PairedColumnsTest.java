package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients of images of few channels against the plain loops of the reference backend. */
final class PairedColumnsTest {
  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new OneDnnProvider().open(1);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  /** Returns the gradient of images for a window of height, width and pads, as a graph. */
  private static Graph gradient(long channels, long filters, Shape image, Window window) {
    GraphBuilder g = GraphBuilder.named("gradient");
    Type images = new Type(DataType.FLOAT32, Shape.batched(channels, image.dim(0), image.dim(1)));
    Shape kernels = Shape.of(filters, channels, window.kernel().get(0), window.kernel().get(1));
    Type results =
        new Conv(window, 1).infer(List.of(images, new Type(DataType.FLOAT32, kernels))).get(0);
    g.output(
        "dx",
        g.apply(
            new ConvInputGradient(window, 1, images.shape()),
            g.parameter("w", kernels, Comparison.normal()),
            g.input("dy", results)));
    return g.build();
  }

  private static String table(Graph graph, long batch) {
    try (Plan plan = backend.compile(graph, CompileOptions.of(batch))) {
      return plan.describe();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "6, 12, 12, 12, 5, 5, 0, 0, 0, 0, 8",
    "6, 12, 12, 12, 5, 5, 2, 2, 2, 2, 8",
    "1, 3, 9, 34, 3, 3, 1, 1, 1, 1, 5",
    "8, 17, 11, 20, 2, 4, 1, 0, 0, 3, 7",
    "3, 5, 40, 40, 1, 7, 0, 4, 0, 1, 1",
    "5, 33, 7, 8, 3, 3, 0, 2, 2, 0, 20",
  })
  void twoColumnsGiveWhatOneGives(
      long channels,
      long filters,
      long height,
      long width,
      long down,
      long right,
      long top,
      long left,
      long bottom,
      long last,
      long batch) {
    assumeThat(OneDnnLibrary.description()).contains("AVX-512");
    Window window = Window.of(down, right).pads(top, left, bottom, last);
    Graph graph = gradient(channels, filters, Shape.of(height, width), window);
    assertThat(table(graph, batch)).contains("of two columns");
    Comparison.same(backend, graph, batch, 3e-5);
  }

  /** Channels that fill a vector, an odd width, steps, gaps, a few images, a narrow kernel. */
  @ParameterizedTest
  @CsvSource({
    "9, 12, 3, 1, 1, 20",
    "6, 13, 3, 1, 1, 20",
    "6, 12, 3, 2, 1, 20",
    "6, 12, 3, 1, 2, 20",
    "6, 12, 3, 1, 1, 6",
    "6, 12, 2, 1, 1, 20",
  })
  void otherCasesGoAsBefore(
      long channels, long width, long kernel, long stride, long dilation, long batch) {
    Window window = Window.of(kernel, kernel).strides(stride, stride).dilations(dilation, dilation);
    Graph graph = gradient(channels, 12, Shape.of(12, width), window);
    assertThat(table(graph, batch)).doesNotContain("of two columns");
    Comparison.same(backend, graph, batch, 3e-5);
  }
}
