package io.kindling.distributed;

import io.kindling.distributed.spark.SparkInternals;
import java.time.Duration;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places that a cluster has for the workers of a fit.
 *
 * @param workers how many workers train
 * @param threads the threads of each
 */
record Slots(int workers, int threads) {
  private static final Logger LOG = LoggerFactory.getLogger(Slots.class);
  private static final long LOOK_MILLIS = 200;

  /** Right after an application has started its executors come one after another. */
  private static final long YOUNG_MILLIS = 30_000;

  private static final long SETTLED_MILLIS = 2_000;

  /**
   * Waits until there are slots for all workers, or as long as the settings say.
   *
   * @param wanted how many workers, {@link FitSettings#AUTO} for as many as there are slots
   * @param least with how many it goes on after the wait, 1 or more
   * @param threads asked for; 0 for all that a worker has
   * @throws IllegalArgumentException when there are too few slots or cores, with what to change
   */
  static Slots await(
      SparkContext context, FitSettings settings, int wanted, int least, int threads) {
    refuseDynamicAllocation(context);
    int cpus = context.getConf().getInt("spark.task.cpus", 1);
    int slots = awaitSlots(context, settings.workerWait(), wanted);
    if (slots < least) {
      throw new IllegalArgumentException(
          "Workers: expected at most "
              + slots
              + ", the number of tasks that can run at a time, got "
              + least
              + " after a wait of "
              + settings.workerWait().toSeconds()
              + " s. Set fewer workers or minWorkers, give the application more executors or cores,"
              + " lower spark.task.cpus, or raise workerWait.");
    }
    int all = wanted != FitSettings.AUTO ? wanted : context.isLocal() ? 1 : slots;
    int workers = Math.min(all, slots);
    if (workers < all) {
      LOG.warn(
          "{} workers instead of {}, since there were no more task slots after {} s.",
          workers,
          all,
          settings.workerWait().toSeconds());
    }
    int available = context.isLocal() ? slots * cpus / workers : cpus;
    if (threads > available) {
      throw new IllegalArgumentException(
          "Threads: expected at most "
              + available
              + " for each of "
              + workers
              + " workers, got "
              + threads
              + ". Set fewer threads or workers"
              + (context.isLocal()
                  ? ", or more cores in the master."
                  : ", or raise spark.task.cpus."));
    }
    return new Slots(workers, threads(context, threads, available, workers));
  }

  /**
   * Returns the threads of a worker and says why. By default a worker has one for each core that
   * Spark gives it; in one process with the driver, where a master such as {@code local[*]} counts
   * hardware threads, not more than its share of the cores that there are.
   */
  private static int threads(SparkContext context, int asked, int available, int workers) {
    Processors here = Processors.here();
    int share = context.isLocal() ? Math.max(1, here.physical() / workers) : available;
    int threads = asked > 0 ? asked : Math.min(available, share);
    LOG.info(
        "{} {} of {} {}: {}; Spark has {} cores for each{}.",
        workers,
        workers == 1 ? "worker" : "workers",
        threads,
        threads == 1 ? "thread" : "threads",
        asked > 0 ? "as the threads param asks" : "one for each core that it may use",
        available,
        context.isLocal()
            ? ", and this process "
                + here.logical()
                + " processors on "
                + here.physical()
                + " cores"
            : " (spark.task.cpus)");
    return threads;
  }

  private static void refuseDynamicAllocation(SparkContext context) {
    if (context.getConf().getBoolean("spark.dynamicAllocation.enabled", false)
        && !context.isLocal()) {
      throw new IllegalArgumentException(
          "Workers: expected a fixed set of executors, got dynamic allocation, under which Spark"
              + " refuses to start tasks together. Set spark.dynamicAllocation.enabled=false.");
    }
  }

  private static int awaitSlots(SparkContext context, Duration wait, int wanted) {
    long end = System.nanoTime() + wait.toNanos();
    int slots = SparkInternals.slots(context);
    long since = System.nanoTime();
    while (!isEnough(context, slots, wanted, since) && System.nanoTime() < end) {
      pause();
      int now = SparkInternals.slots(context);
      if (now != slots) {
        LOG.info("{} task slots for {} workers.", now, wanted == 0 ? "all" : wanted);
        slots = now;
        since = System.nanoTime();
      }
    }
    return slots;
  }

  private static boolean isEnough(SparkContext context, int slots, int wanted, long since) {
    if (wanted != FitSettings.AUTO) {
      return slots >= wanted;
    }
    boolean young = System.currentTimeMillis() - context.startTime() < YOUNG_MILLIS;
    return slots > 0
        && (context.isLocal() || !young || System.nanoTime() - since > SETTLED_MILLIS * 1_000_000);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Workers: interrupted while waiting for slots.", e);
    }
  }
}
