package io.kindling.distributed.session;

import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.distributed.collective.CollectiveOptions;
import io.kindling.distributed.data.DealtRows;
import io.kindling.distributed.spark.SparkInternals;
import io.kindling.distributed.transport.SessionSecret;
import io.kindling.training.EventSink;
import io.kindling.training.Parameters;
import io.kindling.training.RowFormat;
import io.kindling.training.StepInterest;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fit from dealt rows to a result. It owns the attempts: Spark cannot repeat a stage of tasks
 * that run together, so an attempt is a job of its own with a number and a secret of its own.
 *
 * @param network the architecture as JSON
 * @param spec the training specification as JSON
 * @param initial the first parameters, read until the end
 * @param checkpoints written and begun from
 * @param launch how workers are started and watched
 */
public record Fit(
    String network,
    String spec,
    RowFormat format,
    Parameters initial,
    CheckpointSettings checkpoints,
    Launch launch,
    CollectiveOptions options) {
  private static final Logger LOG = LoggerFactory.getLogger(Fit.class);

  /** As many as Spark allows a task where nothing else is set. */
  private static final int MOST_FAILURES = 4;

  private static final long SETTLING_MILLIS = 500;

  /**
   * Trains, with as many attempts as it takes, as long as they get any further.
   *
   * @throws RuntimeException what a worker or the sink has thrown
   */
  public Learned run(JavaSparkContext context, Allotment.Source source, EventSink sink) {
    String name = "kindling-" + UUID.randomUUID();
    RetryBudget budget =
        new RetryBudget(context.getConf().getInt("spark.task.maxFailures", MOST_FAILURES));
    EventSink once = new NewEvents(sink);
    Allotment allotment = source.next(OptionalInt.empty());
    FitCheckpoints saved =
        FitCheckpoints.of(this, checkpoints, context.hadoopConfiguration(), allotment);
    CheckpointPlan from = saved.next(this);
    KnownStates known = new KnownStates();
    Meeting meeting = new Meeting(1, allotment.workers(), from, known, initial);
    try (known;
        Meetings meetings = new Meetings(meeting, known);
        SparkInternals.Endpoint endpoint = SparkInternals.openEndpoint(name, meetings)) {
      for (int number = 2; ; number++) {
        SessionPlan plan =
            plan(name, number - 1, allotment, from, context.sc().isLocal(), once.steps());
        try {
          return new Attempt(plan, launch, meeting, once)
              .run(blocks(allotment), allotment.taskCores());
        } catch (AttemptFailedException e) {
          giveUpOrWarn(e, number - 1, budget, meeting);
          pause();
          allotment = again(source, e);
          from = saved.next(this);
          meeting = new Meeting(number, allotment.workers(), from, known, initial);
          meetings.begin(meeting);
        }
      }
    }
  }

  private static Allotment again(Allotment.Source source, AttemptFailedException failed) {
    try {
      return source.next(failed.places());
    } catch (Throwable e) {
      // Spark throws checked exceptions that nothing declares.
      e.addSuppressed(failed.reason());
      throw e;
    }
  }

  private static void giveUpOrWarn(
      AttemptFailedException failed, int number, RetryBudget budget, Meeting meeting) {
    if (failed.isBlameless() || budget.allowsAnother(meeting.steps())) {
      LOG.warn("Attempt {} failed; another one follows: {}", number, failed.getMessage());
      LOG.debug("It failed so.", failed.reason());
      return;
    }
    if (budget.failures() > 1) {
      failed
          .reason()
          .addSuppressed(
              new IllegalStateException(
                  "Fit: gave up after "
                      + budget.failures()
                      + " attempts in a row that got no further. Look at the cause, or raise"
                      + " spark.task.maxFailures."));
    }
    throw failed.reason();
  }

  /** Spark hears of a lost executor from others than we do, and a little later. */
  private static void pause() {
    try {
      Thread.sleep(SETTLING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Fit: interrupted between two attempts.", e);
    }
  }

  private SessionPlan plan(
      String name,
      int attempt,
      Allotment allotment,
      CheckpointPlan from,
      boolean inMemory,
      StepInterest steps) {
    return new SessionPlan(
        name,
        attempt,
        SessionSecret.create(),
        allotment.workers(),
        allotment.threads(),
        inMemory,
        steps,
        network,
        spec,
        format,
        rows(allotment.training()),
        allotment.validation().map(Fit::rows).orElseGet(SessionPlan.Rows::none),
        from,
        options);
  }

  private static JavaRDD<byte[]> blocks(Allotment allotment) {
    return allotment
        .validation()
        .map(validation -> joined(allotment.training(), validation))
        .orElseGet(() -> allotment.training().blocks());
  }

  private static SessionPlan.Rows rows(DealtRows dealt) {
    return new SessionPlan.Rows(dealt.rows(), dealt.digests());
  }

  private static JavaRDD<byte[]> joined(DealtRows training, DealtRows validation) {
    return training
        .blocks()
        .zipPartitions(validation.blocks(), (first, second) -> new Joined(first, second));
  }

  /** Training blocks, the separator, validation blocks. */
  private static final class Joined implements Iterator<byte[]> {
    private final Iterator<byte[]> separator =
        Collections.singleton(WorkerRows.SEPARATOR).iterator();
    private final List<Iterator<byte[]>> parts;

    Joined(Iterator<byte[]> first, Iterator<byte[]> second) {
      parts = List.of(first, separator, second);
    }

    @Override
    public boolean hasNext() {
      return parts.stream().anyMatch(Iterator::hasNext);
    }

    @Override
    public byte[] next() {
      return parts.stream().filter(Iterator::hasNext).findFirst().orElseThrow().next();
    }
  }
}
