package io.kindling.ml.watch;

import io.kindling.ml.param.Training;
import io.kindling.training.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who watch a fit from its begin to its end; none of them can make it fail. */
public final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final List<Runnable> ends = new ArrayList<>();
  private RunInfo run;
  private EventSink sink;
  private Runnable finished = () -> {};
  private Consumer<String> failed = reason -> {};

  private Watch(RunInfo run, EventSink sink) {
    this.run = run;
    this.sink = sink;
  }

  /**
   * Begins to watch a fit.
   *
   * @param own what the caller of the fit watches with, who may make it fail; a {@link
   *     LiveProgress} takes the place of progress on standard output
   */
  public static Watch begin(
      RunInfo wanted, Training<?> stage, EventSink own, SparkSession session) {
    Watch watch = new Watch(wanted, own);
    watch.announce(session.sparkContext());
    RunInfo run = watch.run;
    if (stage.getProgress() && !(own instanceof LiveProgress)) {
      watch.add("Progress", Terminal.progress(run.name()), () -> {});
    }
    if (!stage.getTensorBoardDir().isEmpty()) {
      TensorBoardFiles.Settings settings =
          new TensorBoardFiles.Settings(
              stage.getTensorBoardDir(),
              stage.getTensorBoardInterval(),
              stage.getTensorBoardHistograms());
      TensorBoardFiles files =
          new TensorBoardFiles(run, settings, session.sessionState().newHadoopConf());
      watch.add("TensorBoard", files, files::close);
    }
    return watch;
  }

  /** Takes the fit to the application's board, which may give it another name. */
  private void announce(SparkContext context) {
    try {
      Board board = Board.of(context);
      RunHistory history = board.begin(run);
      run = history.info();
      finished = history::finish;
      failed = history::fail;
      add("The page of fits", history, () -> board.end(history));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("No page of fits: {}", e.toString());
      LOG.debug("It failed so.", e);
    }
  }

  private void add(String what, EventSink observer, Runnable end) {
    Guarded guarded = new Guarded(what, observer);
    sink = EventSink.both(sink, guarded);
    ends.add(() -> guarded.end(end));
  }

  /** Returns what is known of the fit, with the name that it has here. */
  public RunInfo run() {
    return run;
  }

  /** Returns what takes the events of the fit. */
  public EventSink sink() {
    return sink;
  }

  /** Runs the fit and ends what watched it, after success and failure alike. */
  public <T> T over(Supplier<T> fit) {
    try {
      T model = fit.get();
      finished.run();
      return model;
    } catch (Throwable e) {
      // Spark throws checked exceptions that nothing declares.
      failed.accept(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      ends.forEach(Runnable::run);
    }
  }
}
