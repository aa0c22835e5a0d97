package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kindling.backend.Backend;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.schedule.Cosine;
import io.kindling.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The loop itself; of the reference backend, matrix products allocate, so there is none. */
final class StepAllocationTest {
  private static Graph graph() {
    GraphBuilder builder = GraphBuilder.named("scaled");
    Initializer ones =
        (parameter, random) -> {
          for (long i = 0; i < parameter.size(); i++) {
            parameter.setFloat(i, 1);
          }
        };
    Value x = builder.input("x", Type.float32(Shape.BATCH, 4));
    Value scaled = builder.mul(x, builder.parameter("scale", Shape.of(4), ones));
    builder.output("y", builder.add(scaled, builder.parameter("shift", Shape.of(4), ones)));
    return builder.build();
  }

  /** Somebody who watches, but wants to hear of a step once an hour. */
  private static EventSink patient() {
    return new EventSink() {
      @Override
      public void accept(TrainingEvent event) {
        // Seen.
      }

      @Override
      public StepInterest steps() {
        return StepInterest.within(Duration.ofHours(1));
      }
    };
  }

  @Test
  void stepAfterWarmUp_allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Graph graph = graph();
    TrainingSpec spec =
        TrainingSpec.of(SoftmaxCrossEntropy.of(), Adam.of(), Cosine.of(0.01, 3))
            .metrics(Accuracy.of())
            .epochs(1)
            .batch(20)
            .clipping(GradientClipping.byGlobalNorm(1));
    RowStore rows = Rows.labelled(graph, spec.objective(), 8000, 4, true);
    int[] step = {0};
    long[] allocated = new long[2];
    try (Backend backend = new ReferenceBackend();
        Feed feed = StoreFeed.shuffled(rows, graph, spec)) {
      TrainingRun run =
          TrainingRun.of(graph, spec, backend, feed)
              .sink(patient())
              .cancelled(
                  () -> {
                    step[0]++;
                    if (step[0] == 100 || step[0] == 300) {
                      allocated[step[0] / 200] = threads.getCurrentThreadAllocatedBytes();
                    }
                    return false;
                  });
      Trainer.train(run, Parameters.initialize(graph, 1));
    }
    assertThat(allocated[1] - allocated[0]).as("bytes of 200 steps").isLessThan(200 * 16);
  }
}
