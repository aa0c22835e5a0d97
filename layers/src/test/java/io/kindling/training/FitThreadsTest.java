package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.loss.MeanSquaredError;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Constant;
import io.kindling.tensor.Shape;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A fit on several threads ends them, however it ends. */
final class FitThreadsTest {
  private static final int WIDTH = 500_000;

  /** The reference backend, which says that it has three threads. */
  private record Threads(Backend inner) implements Backend {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public String description() {
      return inner.description();
    }

    @Override
    public int threads() {
      return 3;
    }

    @Override
    public Optional<String> unsupported(Precision precision) {
      return inner.unsupported(precision);
    }

    @Override
    public Plan compile(Graph graph, CompileOptions options) {
      return inner.compile(graph, options);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private static void train(BooleanSupplier cancelled) {
    GraphBuilder builder = GraphBuilder.named("wide");
    Value x = builder.input("x", Type.float32(Shape.BATCH, 1));
    Value w = builder.parameter("w", Shape.of(1, WIDTH), (parameter, random) -> {});
    builder.output("y", builder.mul(x, builder.reduceSum(w, true, 1)));
    Graph graph = builder.build();
    TrainingSpec spec =
        TrainingSpec.of(MeanSquaredError.of(), Sgd.of(), Constant.of(1e-7)).epochs(9).batch(2);
    RowStore rows = Rows.labelled(graph, spec.objective(), 20, 1, true);
    try (Backend backend = new Threads(new ReferenceBackend());
        Feed feed = StoreFeed.shuffled(rows, graph, spec);
        Parameters first = Parameters.initialize(graph, 1)) {
      Trainer.train(TrainingRun.of(graph, spec, backend, feed).cancelled(cancelled), first)
          .parameters()
          .close();
    }
  }

  private static long helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kindling-update"))
        .count();
  }

  @Test
  void cancelledFit_leavesNoThread() {
    int[] step = {0};
    long[] during = {0};
    train(
        () -> {
          during[0] = helpers();
          return step[0]++ == 3;
        });
    assertThat(during[0]).isEqualTo(1);
    assertThat(helpers()).isZero();
  }

  @Test
  void failedFit_leavesNoThread() {
    int[] step = {0};
    assertThatThrownBy(
            () ->
                train(
                    () -> {
                      if (step[0]++ == 2) {
                        throw new IllegalStateException("asked too often");
                      }
                      return false;
                    }))
        .hasMessage("asked too often");
    assertThat(helpers()).isZero();
  }
}
