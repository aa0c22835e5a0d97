package io.kindling.distributed.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.LocalSpark;
import io.kindling.distributed.collective.CollectiveOptions;
import io.kindling.distributed.collective.WorkerLostException;
import io.kindling.distributed.spark.SparkInternals;
import io.kindling.distributed.transport.SessionSecret;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import io.kindling.training.RowFormat;
import io.kindling.training.StepInterest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.spark.TaskContext$;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker whose others do not come. */
final class WorkerTest {
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.cores(1);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static SessionPlan plan(String endpoint, boolean inMemory) {
    SessionPlan.Rows none = new SessionPlan.Rows(0, new long[2]);
    return new SessionPlan(
        endpoint,
        1,
        SessionSecret.create(),
        2,
        1,
        inMemory,
        StepInterest.all(),
        "",
        "",
        new RowFormat(List.of(new RowFormat.Field("x", DataType.UINT8, Shape.of(7)))),
        none,
        SessionPlan.Rows.none(),
        CheckpointPlan.none(),
        CollectiveOptions.within(Duration.ofMillis(400)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void othersThatDoNotCome_areNamedAndNothingIsLeftBehind(boolean inMemory) throws Exception {
    SessionPlan plan = plan("kindling-test-" + inMemory, inMemory);
    Meeting meeting =
        new Meeting(
            1,
            2,
            CheckpointPlan.none(),
            new KnownStates(),
            Parameters.zeros(new ParameterLayout(List.of(), 0)));
    BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
    SparkInternals.Handler handler =
        new SparkInternals.Handler() {
          @Override
          public void ask(byte[] message, Optional<Throwable> cause, SparkInternals.Answer answer) {
            // How often it says that it lives is a matter of time.
            if (!(Report.decode(message) instanceof Report.Alive)) {
              heard.add(message);
            }
            meeting.ask(message, cause, answer);
          }

          @Override
          public void tell(byte[] message) {
            meeting.tell(message);
          }
        };
    try (SparkInternals.Endpoint endpoint = SparkInternals.openEndpoint(plan.endpoint(), handler)) {
      Worker worker = new Worker(plan, TaskContext$.MODULE$.empty());

      assertThatThrownBy(() -> worker.run(Collections.emptyIterator()))
          .isInstanceOf(WorkerLostException.class)
          .hasMessageContaining("its wait for the other workers within 400 ms");
    }
    assertThat(heard).hasSize(2);
    assertThat(meeting.failure().orElseThrow().toException(new RuntimeException("job")))
        .isInstanceOf(WorkerLostException.class)
        .hasMessageEndingWith("Not there yet: worker 1.");
    assertThat(FitRegistry.ofThisProcess().size()).isZero();
    // Netty's threads end a little after they were told to.
    for (int tries = 0; threadsAreLeft() && tries < 300; tries++) {
      Thread.sleep(100);
    }
    assertThat(threadsAreLeft()).isFalse();
  }

  private static boolean threadsAreLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("kindling"));
  }
}
