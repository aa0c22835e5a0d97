package io.kindling.distributed.session;

import io.kindling.distributed.collective.Waiting;
import io.kindling.distributed.collective.WorkerLostException;
import io.kindling.distributed.spark.SparkInternals;
import io.kindling.training.EventSink;
import io.kindling.training.Parameters;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker from its first word to its last, on the thread of its task. */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  /** Those that compute, feed, send, receive and watch, beside the plan's own. */
  private static final int THREADS = 12;

  private final SessionPlan plan;
  private final TaskContext task;
  private final SparkInternals.Driver driver;
  private final Progress progress = new Progress();
  private final String host = SparkInternals.host();
  private volatile boolean sentHome;

  Worker(SessionPlan plan, TaskContext task) {
    this.plan = plan;
    this.task = task;
    this.driver = SparkInternals.driver(plan.endpoint());
  }

  /**
   * Trains and hands over the result.
   *
   * @param partition the blocks of training rows, an empty array, the blocks of validation rows
   */
  void run(Iterator<byte[]> partition) {
    try {
      ThreadRoom.require("Worker " + rank() + " on " + host, plan.threads() + THREADS);
      NativeCache.place(SparkInternals.localDirectory());
      HeldState state = HeldState.take(plan, driver);
      boolean handed = false;
      progress.enter("the reading of its rows");
      try (Heartbeat heartbeat = Heartbeat.start(driver, rank(), this::alive);
          WorkerRows rows = WorkerRows.read(plan, rank(), partition);
          Membership membership =
              Membership.join(
                  plan,
                  rank(),
                  host,
                  new Membership.Joining(state.steps(), task.taskAttemptId()),
                  this::ask,
                  progress)) {
        membership.shared().ifPresent(heartbeat::watch);
        progress.enter("its first step");
        Study study =
            new Study(
                plan,
                rank(),
                rows,
                state,
                membership,
                progress,
                new Study.Outside(this::ask, heartbeat::takeSaveAsked, new FirstRankSink()));
        handed = true;
        StudyThread.run(
            "kindling-worker-" + rank(),
            cancelled -> study.run(cancelled, this::handOver),
            task::isInterrupted,
            () -> membership.fail(new IllegalStateException("The task was killed.")));
      } finally {
        // From then on the thread gives it back, when it has really ended.
        if (!handed) {
          state.close();
        }
      }
    } catch (OutOfMemoryError e) {
      RuntimeException explained = explained(e);
      report(explained);
      throw explained;
    } catch (Throwable e) {
      // Reading a partition may throw what nothing declares, such as a failed fetch.
      report(e);
      throw e;
    }
  }

  /** As an Error it would end the executor, and nobody would know why. */
  private RuntimeException explained(OutOfMemoryError error) {
    boolean threads = String.valueOf(error.getMessage()).contains("native thread");
    return new IllegalStateException(
        "Worker "
            + rank()
            + " on "
            + host
            + ": expected "
            + (threads ? "to start a thread" : "to have enough memory")
            + " in "
            + progress
            + ", got "
            + error
            + (threads
                ? ". Raise the limit of processes (ulimit -u, or pids of the container)."
                : ". Raise spark.executor.memory."),
        error);
  }

  private Report.Alive alive(Waiting waiting) {
    return new Report.Alive(
        plan.attempt(),
        new Sign(
            rank(),
            task.taskAttemptId(),
            SparkEnv.get().executorId(),
            host,
            progress.toString(),
            waiting));
  }

  private int rank() {
    return task.partitionId();
  }

  /** Tells the driver what happened, if this is the first worker: all of them see the same. */
  private final class FirstRankSink implements EventSink {
    @Override
    public void accept(TrainingEvent event) {
      if (rank() == 0) {
        driver.tell(new Report.Happened(plan.attempt(), event).encode());
      }
    }

    @Override
    public StepInterest steps() {
      return rank() == 0 ? plan.steps() : StepInterest.none();
    }
  }

  private void handOver(Parameters trained, Outcome outcome) {
    long digest =
        HandOver.send(
            trained,
            (offset, piece) -> {
              if (rank() == 0) {
                ask(new Report.Chunk(plan.attempt(), offset, piece));
              }
            });
    // Answered when all have come this far, so nobody leaves while others still wait for its sums.
    ask(new Report.Done(plan.attempt(), rank(), digest, outcome));
  }

  /**
   * Tells the driver something and returns the answer.
   *
   * @throws WorkerLostException when the driver has ended the attempt
   */
  private Reply ask(Report report) {
    Reply reply = Reply.decode(answer(report));
    // The driver watches over those who are waited for, so this has no limit of its own.
    while (reply.order() == Reply.Order.ASK_AGAIN && !task.isInterrupted()) {
      reply = Reply.decode(answer(report));
    }
    if (!reply.refusal().isEmpty()) {
      sentHome = true;
      throw new WorkerLostException(
          "Worker " + rank() + " on " + host + " was sent home: " + reply.refusal(), null);
    }
    return reply;
  }

  private byte[] answer(Report report) {
    Duration limit = plan.options().limit();
    try {
      return driver.ask(report.encode(), limit);
    } catch (IOException e) {
      throw new WorkerLostException(
          "Worker "
              + rank()
              + " on "
              + host
              + ": expected the driver to answer in "
              + progress
              + " within "
              + limit.toMillis()
              + " ms, got "
              + e.getMessage()
              + ". Look at the logs of the driver and of the other workers, or raise the limit.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Worker " + rank() + " on " + host + ": interrupted in " + progress + ".", e);
    }
  }

  private void report(Throwable failure) {
    boolean lost = failure instanceof WorkerLostException && failure.getMessage() != null;
    Report.Failed.Kind kind =
        task.isInterrupted() || sentHome
            ? Report.Failed.Kind.KILLED
            : lost ? Report.Failed.Kind.LOST : Report.Failed.Kind.OWN;
    byte[] report =
        new Report.Failed(
                plan.attempt(),
                rank(),
                host,
                progress.toString(),
                kind,
                lost ? String.valueOf(failure.getMessage()) : failure.toString())
            .encode();
    try {
      driver.ask(report, failure, LAST_WORDS);
    } catch (Exception notSent) {
      LOG.debug("The driver did not take the exception itself.", notSent);
      try {
        driver.ask(report, LAST_WORDS);
      } catch (Exception e) {
        LOG.warn("Worker {} could not report its failure to the driver.", rank(), e);
      }
    }
  }
}
