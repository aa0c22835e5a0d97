package io.kindling.distributed;

import io.kindling.distributed.spark.ExecutorControl;
import io.kindling.distributed.spark.SparkInternals;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places that a cluster has for the workers of a fit.
 *
 * @param workers how many workers train
 * @param threads the threads of each
 * @param taskCores how many cores its task asks for; 0 for what {@code spark.task.cpus} says
 */
record Slots(int workers, int threads, int taskCores) {
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
   * @param taskCores of each task; 0 when that is open
   * @throws IllegalArgumentException when there are too few slots or cores, with what to change
   */
  static Slots await(
      SparkContext context,
      FitSettings settings,
      int wanted,
      int least,
      int threads,
      int taskCores) {
    if (isElastic(context)) {
      return of(context, settings, elastic(context, wanted), least, threads);
    }
    Request request = new Request(wanted, threads, taskCores, choosesCores(context));
    Places places = awaitPlaces(context, settings.workerWait(), request);
    int all = wanted != FitSettings.AUTO ? wanted : context.isLocal() ? 1 : places.number();
    int workers = Math.min(all, places.number());
    if (workers < all && workers >= least) {
      LOG.warn(
          "{} workers instead of {}, since there were no more task slots after {} s.",
          workers,
          all,
          settings.workerWait().toSeconds());
    }
    return of(context, settings, workers, places, least, threads);
  }

  /**
   * What is asked for.
   *
   * @param taskCores of each task, as in attempts before; 0 when that is open
   * @param chooses whether tasks may have another number of cores than Spark's setting says
   */
  private record Request(int workers, int threads, int taskCores, boolean chooses) {
    Places look(SparkContext context) {
      int slots = SparkInternals.slots(context);
      if (!chooses) {
        return new Places(slots, 0, slots);
      }
      List<Integer> executors = ExecutorControl.cores(context);
      CoreShares shares = new CoreShares(executors);
      int cores =
          taskCores > 0
              ? taskCores
              : threads > 0
                  ? threads
                  : workers == FitSettings.AUTO ? shares.fewestIdle() : shares.forWorkers(workers);
      // Spark hears of lost executors before its statistics do.
      return new Places(Math.min(shares.slots(cores), slots / cores), cores, executors.size());
    }

    boolean isMet(SparkContext context, Places places, long since) {
      boolean open = workers == FitSettings.AUTO || (chooses && threads == 0 && taskCores == 0);
      boolean enough = places.number() >= Math.max(1, workers);
      if (!open || context.isLocal()) {
        return enough;
      }
      // Each on an executor of its own, with all its cores: that cannot get any better.
      boolean spread = workers != FitSettings.AUTO && places.executors() >= workers;
      boolean young = System.currentTimeMillis() - context.startTime() < YOUNG_MILLIS;
      boolean settled = System.nanoTime() - since > SETTLED_MILLIS * 1_000_000;
      return enough && (spread || !young || settled);
    }
  }

  /**
   * Where tasks could run now.
   *
   * @param number of them at a time
   * @param cores of each; 0 for what {@code spark.task.cpus} says
   */
  private record Places(int number, int cores, int executors) {}

  /** Where the user says nothing of cores, a worker has all those of its executor. */
  private static boolean choosesCores(SparkContext context) {
    return !context.isLocal()
        && !context.getConf().contains("spark.task.cpus")
        && ExecutorControl.tasksWith(context, 2).isPresent();
  }

  /**
   * Returns places for as many workers as there turned out to be room for.
   *
   * @throws IllegalArgumentException when they are too few
   */
  static Slots counted(
      SparkContext context, FitSettings settings, int places, int least, int threads) {
    LOG.warn("Going on with {} workers, as no more have come.", places);
    return of(context, settings, places, least, threads);
  }

  private static Slots of(
      SparkContext context, FitSettings settings, int workers, int least, int threads) {
    return of(context, settings, workers, new Places(workers, 0, workers), least, threads);
  }

  private static Slots of(
      SparkContext context,
      FitSettings settings,
      int workers,
      Places places,
      int least,
      int threads) {
    int slots = places.number();
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
    int cpus = context.getConf().getInt("spark.task.cpus", 1);
    int available =
        context.isLocal() ? slots * cpus / workers : places.cores() > 0 ? places.cores() : cpus;
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
    return new Slots(workers, threads(context, threads, available, workers), places.cores());
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
            : "");
    return threads;
  }

  /**
   * Returns whether Spark starts the workers of a fit together; if not, they come one by one.
   *
   * @throws IllegalArgumentException when Spark cannot do what the settings ask for
   */
  static boolean together(SparkContext context, FitSettings settings) {
    boolean elastic = isElastic(context);
    if (elastic && settings.launchMode() == LaunchMode.BARRIER) {
      throw new IllegalArgumentException(
          "Launch mode: expected auto or rendezvous, got barrier with dynamic allocation, under"
              + " which Spark refuses to start tasks together. Change launchMode, or set"
              + " spark.dynamicAllocation.enabled=false.");
    }
    return !elastic && settings.launchMode() != LaunchMode.RENDEZVOUS;
  }

  private static boolean isElastic(SparkContext context) {
    return context.getConf().getBoolean("spark.dynamicAllocation.enabled", false)
        && !context.isLocal();
  }

  /** Spark requests executors when there are tasks for them, so there is nothing to wait for. */
  private static int elastic(SparkContext context, int wanted) {
    if (wanted != FitSettings.AUTO) {
      return wanted;
    }
    int executors =
        context.getConf().getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
    int cores = context.getConf().getInt("spark.executor.cores", 0);
    if (executors == Integer.MAX_VALUE || cores == 0) {
      throw new IllegalArgumentException(
          "Workers: expected a number of them, got none under dynamic allocation with any number of"
              + " executors. Set workers, or spark.dynamicAllocation.maxExecutors and"
              + " spark.executor.cores.");
    }
    return executors * (cores / context.getConf().getInt("spark.task.cpus", 1));
  }

  private static Places awaitPlaces(SparkContext context, Duration wait, Request request) {
    long end = System.nanoTime() + wait.toNanos();
    Places places = request.look(context);
    long since = System.nanoTime();
    try (WaitingJob job = new WaitingJob(context)) {
      while (!request.isMet(context, places, since) && System.nanoTime() < end) {
        pause();
        job.look();
        Places now = request.look(context);
        if (!now.equals(places)) {
          LOG.info(
              "{} task slots for {} workers.",
              now.number(),
              request.workers() == 0 ? "all" : request.workers());
          places = now;
          since = System.nanoTime();
        }
      }
    }
    return places;
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
