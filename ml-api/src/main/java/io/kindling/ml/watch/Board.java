package io.kindling.ml.watch;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.kindling.ml.spark.SparkInternals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fits of one Spark application, running and finished: what its web page shows and its metrics
 * system reports. It hangs on the application's listener bus and so ends with it.
 */
public final class Board extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(Board.class);

  /** How many fits that have ended are kept, as {@code spark.ui.retainedJobs} for jobs. */
  private static final String RETAINED = "spark.kindling.ui.retainedFits";

  private static final int RETAINED_DEFAULT = 50;

  /** Of how many fits the names are known; a megabyte or so. */
  private static final int NAMES = 10_000;

  private final int retained;
  private final MetricRegistry gauges = new MetricRegistry();
  private final Deque<RunHistory> fits = new ArrayDeque<>();
  private final RunNames names = new RunNames(NAMES);
  private long begun;

  private Board(int retained) {
    this.retained = retained;
    gauges.register("runningFits", (Gauge<Integer>) this::running);
  }

  /** Returns the board of an application, which is made for its first fit. */
  public static Board of(SparkContext context) {
    // Fits may begin at the same time.
    synchronized (context) {
      Optional<Board> there = SparkInternals.listener(context, Board.class);
      if (there.isPresent()) {
        return there.get();
      }
      Board board = new Board(context.getConf().getInt(RETAINED, RETAINED_DEFAULT));
      context.addSparkListener(board);
      try {
        SparkInternals.addSource(context, "kindling", board.gauges);
        FitPages pages = new FitPages(board);
        SparkInternals.addTab(
            context,
            "Deep Learning",
            FitPages.FOLDER,
            Map.of("", pages::all, FitPages.FIT, pages::one));
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("No page and no metrics of fits in this Spark: {}", e.toString());
        LOG.debug("It failed so.", e);
      }
      return board;
    }
  }

  private synchronized int running() {
    return (int) fits.stream().filter(f -> f.state() == RunHistory.State.RUNNING).count();
  }

  /**
   * Takes up a fit, under a name that no other has; its gauges are there until it has ended.
   *
   * @param run whose name gets a number where another fit has it
   */
  public synchronized RunHistory begin(RunInfo run) {
    Set<String> shown = fits.stream().map(f -> f.info().name()).collect(Collectors.toSet());
    RunHistory fit = new RunHistory(run.named(names.give(run.name(), shown)), ++begun);
    fits.addFirst(fit);
    // Names that differ in signs alone would share gauges.
    end(fit);
    FitGauges.of(fit).forEach((name, gauge) -> gauges.register(name, gauge));
    return fit;
  }

  /** Takes the gauges of a fit down, and drops the oldest of those that have ended. */
  public synchronized void end(RunHistory fit) {
    gauges.removeMatching((name, gauge) -> name.startsWith(FitGauges.prefix(fit.info().name())));
    List<RunHistory> ended =
        new ArrayList<>(fits.stream().filter(f -> f.state() != RunHistory.State.RUNNING).toList());
    Collections.reverse(ended);
    ended.stream().limit(Math.max(0, ended.size() - retained)).forEach(fits::remove);
  }

  /** Returns the fits, the newest first. */
  public synchronized List<RunHistory> fits() {
    return List.copyOf(fits);
  }

  /** Returns the fit of a number. */
  public synchronized Optional<RunHistory> find(String number) {
    return fits.stream().filter(fit -> number.equals("" + fit.number())).findFirst();
  }
}
