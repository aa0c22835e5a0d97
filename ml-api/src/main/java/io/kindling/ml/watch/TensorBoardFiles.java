package io.kindling.ml.watch;

import io.kindling.layers.format.tensorboard.EventFile;
import io.kindling.training.EventSink;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import io.kindling.training.WorkerTimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes event files of TensorBoard while a fit runs: loss, metrics, learning rate, gradient norm,
 * speed and the split of a step's time by step; loss, metrics and validation by epoch; histograms
 * of parameters and gradients; the graph. Tags begin with what is measured, so that its curves
 * stand together.
 */
final class TensorBoardFiles implements EventSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TensorBoardFiles.class);
  private static final String VALIDATION = "validation_";
  private static final long SHOW_NANOS = 1_000_000_000L;

  private final RunInfo run;
  private final Settings settings;
  private final Configuration conf;
  private long stepsPerEpoch;
  private @Nullable EventFolder folder;
  private EventFolder.@Nullable Stream stream;
  private @Nullable EventFile file;
  private int files;
  private long shownAt;

  /**
   * What is written, and where.
   *
   * @param directory the log directory, in which each run has a folder
   * @param interval steps between two that are written
   * @param histograms steps between two whose parameters and gradients are written; 0 for none
   */
  record Settings(String directory, long interval, long histograms) {}

  TensorBoardFiles(RunInfo run, Settings settings, Configuration conf) {
    this.run = run;
    this.settings = settings;
    this.conf = conf;
  }

  @Override
  public StepInterest steps() {
    return StepInterest.every(settings.interval()).distributions(settings.histograms());
  }

  @Override
  public void accept(TrainingEvent event) {
    try {
      if (event instanceof TrainingEvent.Started started) {
        begin(started);
      } else if (stepsPerEpoch > 0) {
        // Epochs that come before the begin are those of an earlier run.
        write(event);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + settings.directory() + ": " + e, e);
    }
  }

  private void begin(TrainingEvent.Started started) throws IOException {
    stepsPerEpoch = started.stepsPerEpoch();
    if (folder == null) {
      folder = EventFolder.of(settings.directory(), run.name(), started.steps() > 0, conf);
      file().graph(run.network().graph());
      LOG.info("TensorBoard: the files of {} are in {}", run.name(), folder.path());
    }
  }

  private void write(TrainingEvent event) throws IOException {
    if (event instanceof TrainingEvent.StepFinished step) {
      if ((step.step() + 1) % settings.interval() == 0) {
        file().scalars(step.step() + 1, values(step));
        show(false);
      }
    } else if (event instanceof TrainingEvent.Distributed spread) {
      if (settings.histograms() > 0 && (spread.step() + 1) % settings.histograms() == 0) {
        file().histograms(spread.step() + 1, spread.values());
      }
    } else if (event instanceof TrainingEvent.Validated validated) {
      Map<String, Double> values = new LinkedHashMap<>();
      validated.metrics().forEach((name, value) -> values.put(tag(name, "epoch"), value));
      file().scalars(validated.step(), values);
    } else if (event instanceof TrainingEvent.Timed timed) {
      file().scalars((timed.epoch() + 1) * stepsPerEpoch, values(timed));
    } else if (event instanceof TrainingEvent.EpochFinished epoch) {
      file().scalars((epoch.epoch() + 1) * stepsPerEpoch, values(epoch));
      show(true);
    }
  }

  private static Map<String, Double> values(TrainingEvent.StepFinished step) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss/step", step.loss());
    step.metrics().forEach((name, value) -> values.put(tag(name, "step"), value));
    values.put("training/learning_rate", step.rate());
    values.put("training/gradient_norm", step.norm());
    values.put("training/rows_per_second", step.rows() / step.seconds());
    return values;
  }

  private static Map<String, Double> values(TrainingEvent.EpochFinished epoch) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss/epoch", epoch.loss());
    // Validation has told its values itself.
    epoch.metrics().entrySet().stream()
        .filter(metric -> !metric.getKey().startsWith(VALIDATION))
        .forEach(metric -> values.put(tag(metric.getKey(), "epoch"), metric.getValue()));
    values.put("training/epoch_rows_per_second", epoch.rowsPerSecond());
    return values;
  }

  /** Seconds of a step, as a mean over the workers. */
  private static Map<String, Double> values(TrainingEvent.Timed timed) {
    double steps = Math.max(1, timed.workers().stream().mapToLong(WorkerTimes::steps).sum());
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("time/data", sum(timed, WorkerTimes::dataSeconds) / steps);
    values.put("time/compute", sum(timed, WorkerTimes::computeSeconds) / steps);
    values.put("time/communication", sum(timed, WorkerTimes::communicationSeconds) / steps);
    values.put("time/update", sum(timed, WorkerTimes::updateSeconds) / steps);
    return values;
  }

  private static double sum(TrainingEvent.Timed timed, ToDoubleFunction<WorkerTimes> part) {
    return timed.workers().stream().mapToDouble(part).sum();
  }

  private static String tag(String metric, String when) {
    return metric.startsWith(VALIDATION)
        ? metric.substring(VALIDATION.length()) + "/validation"
        : metric + "/" + when;
  }

  private EventFile file() throws IOException {
    if (file == null || stream == null) {
      if (folder == null) {
        throw new IllegalStateException("TensorBoardFiles: expected a begin, got none.");
      }
      stream = folder.open(files++);
      file = new EventFile(stream);
    }
    return file;
  }

  /** Lets readers see what is written; where only whole files are seen, each epoch has its own. */
  private void show(boolean epoch) throws IOException {
    long now = System.nanoTime();
    if (stream == null || (!epoch && now - shownAt < SHOW_NANOS)) {
      return;
    }
    if (stream.isSeen()) {
      stream.show();
      shownAt = now;
    } else if (epoch) {
      close();
    }
  }

  @Override
  public void close() {
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close a file in " + settings.directory(), e);
      } finally {
        stream = null;
        file = null;
      }
    }
  }
}
