package io.kindling.ml.watch;

import io.kindling.ml.param.Training;
import io.kindling.training.EventSink;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** All who watch a fit from its begin to its end; none of them can make it fail. */
public final class Watch implements AutoCloseable {
  private final List<Runnable> ends = new ArrayList<>();
  private EventSink sink;

  private Watch(EventSink sink) {
    this.sink = sink;
  }

  /**
   * Begins to watch a fit.
   *
   * @param own what the caller of the fit watches with, who may make it fail; a {@link LiveLine}
   *     takes the place of progress on standard output
   */
  public static Watch begin(RunInfo run, Training<?> stage, EventSink own, SparkSession session) {
    Watch watch = new Watch(own);
    if (stage.getProgress() && !(own instanceof LiveLine)) {
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

  private void add(String what, EventSink observer, Runnable end) {
    Guarded guarded = new Guarded(what, observer);
    sink = EventSink.both(sink, guarded);
    ends.add(() -> guarded.run(end));
  }

  /** Returns what takes the events of the fit. */
  public EventSink sink() {
    return sink;
  }

  /** Ends what watched, after success and failure alike. */
  @Override
  public void close() {
    ends.forEach(Runnable::run);
  }
}
