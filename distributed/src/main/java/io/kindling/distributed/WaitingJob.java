package io.kindling.distributed;

import io.kindling.distributed.spark.SparkInternals;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a fit that waits for task slots. Spark cancels jobs, and a fit that waits has none: so
 * that cancelling its job group, as notebooks do, ends the wait too, a job of one task that sleeps
 * is there meanwhile. It takes a slot, but none that the fit could begin with.
 */
final class WaitingJob implements AutoCloseable {
  private static final long GRACE_NANOS = 1_000_000_000L;
  private static final long NAP_MILLIS = 100;

  private final SparkContext context;
  private final long began = System.nanoTime();
  private @Nullable JavaFutureAction<Void> job;

  WaitingJob(SparkContext context) {
    this.context = context;
  }

  /**
   * Starts the job when the wait is no short one, and sees whether somebody has cancelled it.
   *
   * @throws IllegalStateException when it was cancelled
   */
  void look() {
    if (job == null && System.nanoTime() - began > GRACE_NANOS && !context.isLocal()) {
      job = start();
    }
    JavaFutureAction<Void> now = job;
    if (now == null || !now.isDone()) {
      return;
    }
    try {
      now.get();
    } catch (CancellationException | ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (SparkInternals.isCancelled(context, cause)) {
        throw new IllegalStateException(
            "Fit: it was cancelled while it waited for task slots: " + cause.getMessage(), cause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // An executor that ended may have taken the task with it.
    job = null;
  }

  private JavaFutureAction<Void> start() {
    return JavaSparkContext.fromSparkContext(context)
        .parallelize(List.of(0), 1)
        .setName("kindling waits for task slots")
        .foreachAsync(
            nothing -> {
              while (!TaskContext.get().isInterrupted()) {
                Thread.sleep(NAP_MILLIS);
              }
            });
  }

  @Override
  public void close() {
    JavaFutureAction<Void> now = job;
    if (now != null) {
      now.cancel(true);
    }
  }
}
