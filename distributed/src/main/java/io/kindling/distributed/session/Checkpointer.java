package io.kindling.distributed.session;

import io.kindling.distributed.checkpoint.CheckpointStore;
import io.kindling.distributed.checkpoint.Interval;
import io.kindling.distributed.spark.LocalFiles;
import io.kindling.training.CheckpointFormat;
import io.kindling.training.CheckpointInfo;
import io.kindling.training.EventSink;
import io.kindling.training.TrainingEvent;
import io.kindling.training.TrainingState;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the state to a checkpoint whenever one is due; of all workers only rank 0 does. Training
 * waits until the state is in a file on the local disk; a thread of its own carries that to the
 * directory, which may be a slow store far away, while training goes on.
 */
final class Checkpointer implements Consumer<TrainingState>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
  private static final int BUFFER = 1 << 20;
  private static final long LOOK_MILLIS = 100;
  private static final long FAREWELL_SECONDS = 3;

  private final CheckpointStore store;
  private final CheckpointPlan plan;
  private final CheckpointInfo about;
  private final BooleanSupplier asked;
  private final EventSink sink;
  private final ExecutorService carrying;
  private Future<?> carried = CompletableFuture.completedFuture(null);
  private long before = -1;
  private long last = System.nanoTime();

  /**
   * Makes one.
   *
   * @param about what all checkpoints of the fit say, with any number of steps
   * @param asked whether one is wanted besides
   */
  Checkpointer(
      CheckpointStore store,
      CheckpointPlan plan,
      CheckpointInfo about,
      BooleanSupplier asked,
      EventSink sink) {
    this.store = store;
    this.plan = plan;
    this.about = about;
    this.asked = asked;
    this.sink = sink;
    this.carrying =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "kindling-checkpoint");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void accept(TrainingState state) {
    boolean due = isDue(state.steps());
    before = state.steps();
    if (asked.getAsBoolean() || due) {
      last = System.nanoTime();
      save(state);
    }
  }

  private boolean isDue(long steps) {
    Interval interval = plan.interval();
    return switch (interval.unit()) {
      case STEPS -> passes(steps, interval.number());
      case EPOCHS -> passes(steps, interval.number() * about.stepsPerEpoch());
      case SECONDS -> System.nanoTime() - last >= interval.number() * 1_000_000_000L;
    };
  }

  /** Workers that make steps alone may go past a multiple. */
  private boolean passes(long steps, long number) {
    return steps % number == 0 || (before >= 0 && steps / number > before / number);
  }

  private void save(TrainingState state) {
    // The one before is waited for, or files would pile up on the local disk.
    await(() -> false);
    long steps = state.steps();
    CheckpointInfo info =
        new CheckpointInfo(
            about.network(), about.spec(), steps, about.stepsPerEpoch(), about.rows());
    Path file = LocalFiles.fresh("kindling-checkpoint");
    try (OutputStream out = new BufferedOutputStream(LocalFiles.write(file), BUFFER)) {
      CheckpointFormat.write(out, info, state);
    } catch (IOException | RuntimeException e) {
      failed(steps, e);
      delete(file);
      return;
    }
    carried = carrying.submit(() -> carry(file, steps));
  }

  private void carry(Path file, long steps) {
    try {
      String path =
          store.write(
              steps,
              out -> {
                try (InputStream in = LocalFiles.read(file)) {
                  in.transferTo(out);
                }
              },
              plan.keep());
      sink.accept(new TrainingEvent.Saved(steps, path, ""));
    } catch (IOException | RuntimeException e) {
      failed(steps, e);
    } finally {
      delete(file);
    }
  }

  /** What has been learned is worth more than a checkpoint; the one before is still there. */
  private void failed(long steps, Exception cause) {
    LOG.warn("No checkpoint after step {} in {}.", steps, plan.folder(), cause);
    sink.accept(new TrainingEvent.Saved(steps, plan.folder(), cause.toString()));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}.", file, e);
    }
  }

  /** Waits until the last checkpoint has arrived, unless somebody cancels. */
  void await(BooleanSupplier cancelled) {
    while (!cancelled.getAsBoolean()) {
      try {
        carried.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        LOG.trace("Still on its way.");
      } catch (ExecutionException e) {
        throw new IllegalStateException("Worker: cannot write a checkpoint: " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Worker: interrupted while it saved its state.", e);
      }
    }
  }

  /** Lets what is on its way arrive, and the oldest go, for a moment; then gives it up. */
  @Override
  public void close() {
    carrying.shutdown();
    try {
      if (!carrying.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        carrying.shutdownNow();
        LOG.warn("A checkpoint in {} did not end with its worker.", plan.folder());
      }
    } catch (InterruptedException e) {
      carrying.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
