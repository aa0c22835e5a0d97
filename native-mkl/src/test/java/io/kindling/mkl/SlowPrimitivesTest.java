package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.ReduceMax;
import io.kindling.graph.op.Window;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

/** Slow implementations are said once, or not used. */
final class SlowPrimitivesTest {
  private static Graph graph(Op op, long... dims) {
    GraphBuilder g = GraphBuilder.named("one");
    Value x = g.input("x", Type.float32(dims));
    g.output("y", g.apply(op, x));
    return g.build();
  }

  @Test
  void theSameOperation_isSaidOnceForABackend() {
    // oneDNN has no fast kernel for pooling with dilation.
    Op op = AveragePool.of(Window.of(2, 2).dilations(2, 2));
    Recorder recorder = new Recorder();
    Logger logger = (Logger) LogManager.getLogger(SlowPrimitives.class);
    recorder.start();
    logger.addAppender(recorder);
    try (Backend first = new OneDnnProvider().open(1);
        Backend second = new OneDnnProvider().open(1)) {
      compile(first, graph(op, 2, 2, 6, 6));
      compile(first, graph(op, 2, 2, 6, 6));
      assertThat(recorder.lines)
          .singleElement()
          .asString()
          .startsWith("AveragePool: oneDNN has only its slow reference implementation of pooling");
      compile(first, graph(op, 2, 2, 7, 6));
      assertThat(recorder.lines).hasSize(2);
      compile(second, graph(op, 2, 2, 6, 6));
      assertThat(recorder.lines).hasSize(3);
    } finally {
      logger.removeAppender(recorder);
    }
  }

  private static String compile(Backend backend, Graph graph) {
    try (Plan plan = backend.compile(graph, CompileOptions.of(1))) {
      return plan.describe();
    }
  }

  @Test
  void maximaOverInnerAxes_runOnOneDnn_othersInPlainLoops() {
    try (Backend backend = new OneDnnProvider().open(1)) {
      assertThat(compile(backend, graph(new ReduceMax(List.of(1L), true), 8, 64)))
          .containsPattern(" reduction +jit.* 8x64:ab -> 8x1:ab");
      assertThat(compile(backend, graph(new ReduceMax(List.of(0L), true), 8, 64)))
          .contains("ReduceMax")
          .doesNotContain(" reduction ");
    }
  }

  private static final class Recorder extends AbstractAppender {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Recorder() {
      super("recorder", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getMessage().getFormattedMessage());
    }
  }
}
