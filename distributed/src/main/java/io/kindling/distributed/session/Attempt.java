package io.kindling.distributed.session;

import io.kindling.distributed.spark.ExecutorControl;
import io.kindling.distributed.spark.SparkInternals;
import io.kindling.training.EventSink;
import io.kindling.training.TrainingEvent;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job of one stage in which all workers train, as the driver sees it. */
final class Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
  private static final long LOOK_MILLIS = 100;

  /** How long reports of a failure may take after Spark has heard of it. */
  private static final long REPORT_MILLIS = 2_000;

  private final SessionPlan plan;
  private final Launch launch;
  private final EventSink sink;
  private final Meeting meeting;

  Attempt(SessionPlan plan, Launch launch, Meeting meeting, EventSink sink) {
    this.plan = plan;
    this.launch = launch;
    this.meeting = meeting;
    this.sink = sink;
  }

  /**
   * Runs the job and hands its events to the sink, on this thread.
   *
   * @param taskCores of each task; 0 for what {@code spark.task.cpus} says
   * @throws AttemptFailedException when another attempt may succeed
   * @throws RuntimeException what a worker or the sink has thrown, when none may
   */
  Learned run(JavaRDD<byte[]> blocks, int taskCores) {
    WorkerTask task = new WorkerTask(plan.encode());
    JavaFutureAction<?> job = SparkInternals.submit(blocks, task, launch.together(), taskCores);
    try {
      follow(job, blocks.context());
    } catch (Throwable e) {
      // An Error of the sink too, or the workers would go on and keep their slots.
      LOG.info("Cancelling {}: {}", plan.endpoint(), e.toString());
      job.cancel(true);
      throw e;
    } finally {
      meeting.end("the driver has ended it");
    }
    return result();
  }

  private void follow(JavaFutureAction<?> job, SparkContext context) {
    Guard guard = new Guard(context, meeting, plan, launch);
    try {
      while (!job.isDone()) {
        handOn(meeting.next(LOOK_MILLIS));
        Verdict verdict = guard.look();
        if (verdict != null) {
          throw end(job, context, verdict);
        }
        // Of a job that somebody has cancelled the tasks report as killed, after its end.
        if (!launch.together() && meeting.isEnded() && !job.isDone()) {
          // Spark would try the task again by itself, alone.
          handOnAll();
          throw judged(failure(new IllegalStateException("a task has failed")));
        }
      }
      handOnAll();
      job.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Fit: interrupted while the workers trained.", e);
    } catch (CancellationException | ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (meeting.results().size() == plan.workers()) {
        LOG.info("All workers had handed over before the job failed: {}", cause.toString());
        return;
      }
      boolean cancelled = SparkInternals.isCancelled(context, cause);
      RuntimeException failure = failure(cause);
      handOnAll();
      throw cancelled ? failure : judged(failure);
    }
  }

  /** A value of the caller stays what it is however often it is tried. */
  private static RuntimeException judged(RuntimeException failure) {
    return failure instanceof IllegalArgumentException
        ? failure
        : new AttemptFailedException(Verdict.failed(failure));
  }

  private RuntimeException end(JavaFutureAction<?> job, SparkContext context, Verdict verdict) {
    job.cancel(true);
    handOnAll();
    verdict
        .executor()
        .ifPresent(
            executor -> {
              LOG.warn("Giving executor {} up: {}", executor, verdict.reason().getMessage());
              ExecutorControl.giveUp(context, executor, verdict.reason().toString());
            });
    return new AttemptFailedException(verdict);
  }

  private void handOnAll() {
    try {
      for (TrainingEvent event = meeting.next(0); event != null; event = meeting.next(0)) {
        handOn(event);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOn(@Nullable TrainingEvent event) {
    if (event != null) {
      sink.accept(event);
    }
  }

  private RuntimeException failure(Throwable jobFailure) {
    long end = System.nanoTime() + REPORT_MILLIS * 1_000_000;
    while (!meeting.isExplained() && System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return meeting
        .failure()
        .map(failure -> failure.toException(jobFailure))
        .orElseGet(
            () ->
                new IllegalStateException(
                    "Fit: the job of the workers failed: " + jobFailure, jobFailure));
  }

  private Learned result() {
    List<Report.Done> results = meeting.results();
    if (results.size() != plan.workers()) {
      throw new IllegalStateException(
          "Fit: expected results of " + plan.workers() + " workers, got " + results.size() + ".");
    }
    List<Long> digests = results.stream().map(Report.Done::digest).toList();
    if (digests.stream().distinct().count() != 1) {
      throw new IllegalStateException(
          "Fit: expected the same parameters on all workers, got the digests "
              + digests
              + " by rank. Give all executors the same processors and libraries.");
    }
    return new Learned(
        meeting.parameters(), results.get(0).outcome(), plan.workers(), plan.threads(), digests);
  }
}
