package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions over tiles against the plain loops of the reference backend. */
final class WinogradTest {
  private static final double TOLERANCE = 1e-4;

  /** For sums of 31,713 terms that nearly cancel. */
  private static final double OF_LONG_SUMS = 5e-4;

  /** Two of the convolutions have channels enough; the first has three. */
  private static Graph network(long size) {
    return network(size, 33);
  }

  /** From 128 channels on all tiles are computed at once where they are few. */
  private static Graph network(long size, int channels) {
    return Networks.training(Networks.plain(size, 48, channels, channels - 1)).graph();
  }

  private static void requireTiles(Plan plan) {
    String table = plan.describe();
    assertThat(table.lines().filter(line -> line.contains("convolution_by_tiles"))).hasSize(4);
    assertThat(table.lines().filter(line -> line.contains("weights_by_tiles"))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 4, 2, 33",
    "8, 4, 2, 130",
    "9, 3, 2, 33",
    "9, 3, 2, 130",
    "7, 5, 1, 33",
    "7, 5, 1, 130",
    "2, 65, 2, 33",
    "2, 67, 3, 33",
    "4, 33, 3, 130",
    "1, 64, 2, 33",
    "1, 64, 2, 130",
    "5, 8, 3, 33",
    "5, 8, 3, 130"
  })
  void tilesGiveWhatSumsOverKernelsGive(long size, long batch, int threads, int channels) {
    Graph graph = network(size, channels);
    try (Backend backend = Comparison.openForTiles(threads)) {
      try (Plan plan = backend.compile(graph, CompileOptions.of(batch))) {
        requireTiles(plan);
      }
      Comparison.same(backend, graph, batch, TOLERANCE);
    }
  }

  /**
   * Many tiles are computed piece by piece, with a last piece that is shorter. There are no kinks:
   * of a million activations some lie so near to one that rounding decides their gradient.
   */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void manyTilesGiveWhatSumsOverKernelsGive(int threads) {
    Graph graph = Networks.training(Networks.smooth(31, 32, 32, 32)).graph();
    CompileOptions options = CompileOptions.of(33);
    try (Backend backend = Comparison.openForTiles(threads);
        ReferenceBackend reference = new ReferenceBackend();
        Plan ours = backend.compile(graph, options);
        Plan theirs = reference.compile(graph, options)) {
      requireTiles(ours);
      assertThat(ours.describe()).contains("pieces of 16 places");
      Comparison.fill(graph, ours, 1);
      Comparison.fill(graph, theirs, 1);
      Comparison.sameNow(graph, ours, theirs, OF_LONG_SUMS);
    }
  }

  /** The gradients have no room for tiles of these, so they are not kept from the way forward. */
  @Test
  void largeKernelsAreTransformedOnceMore() {
    Graph graph = Networks.training(Networks.smooth(4, 32, 288, 288)).graph();
    CompileOptions options = CompileOptions.of(16);
    try (Backend backend = Comparison.openForTiles(2);
        ReferenceBackend reference = new ReferenceBackend();
        Plan ours = backend.compile(graph, options);
        Plan theirs = reference.compile(graph, options)) {
      assertThat(ours.describe().lines().filter(line -> line.contains("kernels_to_tiles")))
          .filteredOn(line -> line.endsWith("288x288"))
          .hasSize(2);
      Comparison.fill(graph, ours, 1);
      Comparison.fill(graph, theirs, 1);
      Comparison.sameNow(graph, ours, theirs, OF_LONG_SUMS);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 16, false", "1, 32, 16, true", "2, 16, 16, false", "2, 32, 48, true"})
  void tilesAreTakenWhereThereIsEnoughForEachThread(
      int threads, long size, long batch, boolean tiles) {
    try (Backend backend = new OneDnnProvider().open(threads);
        Plan plan = backend.compile(network(size), CompileOptions.of(batch))) {
      assertThat(plan.describe().contains("by_tiles")).isEqualTo(tiles);
    }
  }

  @Test
  void fewTilesOrChannelsAreLeftToSumsOverKernels() {
    Graph narrow = Networks.training(Networks.plain(8, 16, 48)).graph();
    try (Backend backend = Comparison.openForTiles(2);
        Plan few = backend.compile(network(8), CompileOptions.of(3));
        Plan thin = backend.compile(narrow, CompileOptions.of(8))) {
      assertThat(few.describe()).doesNotContain("by_tiles");
      assertThat(thin.describe()).doesNotContain("by_tiles");
    }
  }

  /** As many ways through them as no program could walk. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void waysThatPartAndMeetAgain_areWalkedOnce() {
    GraphBuilder g = GraphBuilder.named("diamonds");
    Value x = g.input("x", new Type(DataType.FLOAT32, Shape.batched(3, 4, 4)));
    Value w = g.parameter("w", Shape.of(4, 3, 3, 3), Comparison.normal());
    Value y = g.apply(new Conv(Window.of(3, 3), 1), x, w);
    for (int i = 0; i < 60; i++) {
      y = g.add(g.relu(y), g.tanh(y));
    }
    g.output("y", y);
    try (Backend backend = new OneDnnProvider().open(1);
        Plan plan = backend.compile(g.build(), CompileOptions.of(2))) {
      assertThat(plan.describe()).contains("convolution");
    }
  }

  /** As over the levels of a pyramid: piece by piece, all tiles at once, and tiny. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void kernelsThatSeveralSizesShare(boolean training) {
    GraphBuilder g = GraphBuilder.named("pyramid");
    Window window = Window.of(3, 3).pads(1, 1, 1, 1);
    Shape kernels = Shape.of(128, 128, 3, 3);
    Value w = g.parameter("w", kernels, Comparison.normal());
    long[] sizes = {16, 2, 8, 3};
    for (int level = 0; level < sizes.length; level++) {
      String name = "x" + level;
      long size = sizes[level];
      Value x = g.input(name, new Type(DataType.FLOAT32, Shape.batched(128, size, size)));
      Value y = g.apply(new Conv(window, 1), x, w);
      g.output("y" + name, y);
      if (training) {
        Value dy = g.input("d" + name, y.type());
        g.output("dx" + name, g.apply(new ConvInputGradient(window, 1, x.shape()), w, dy));
        g.output("dw" + name, g.apply(new ConvWeightGradient(window, 1, kernels, false), x, dy));
      }
    }
    Graph graph = g.build();
    CompileOptions options = CompileOptions.of(17);
    try (Backend backend = Comparison.openForTiles(2);
        ReferenceBackend reference = new ReferenceBackend();
        Plan ours = backend.compile(graph, options);
        Plan theirs = reference.compile(graph, options)) {
      assertThat(ours.describe()).contains("pieces of 16 places").contains("  16 places");
      Comparison.fill(graph, ours, 1);
      Comparison.fill(graph, theirs, 1);
      Comparison.sameNow(graph, ours, theirs, TOLERANCE);
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 16", "32, 26"})
  void runsRepeatBitByBit(long size, long batch) {
    Graph graph = network(size);
    try (Backend backend = Comparison.openForTiles(2);
        Plan one = backend.compile(graph, CompileOptions.of(batch));
        Plan other = backend.compile(graph, CompileOptions.of(batch))) {
      Comparison.repeats(graph, one, other);
    }
  }
}
