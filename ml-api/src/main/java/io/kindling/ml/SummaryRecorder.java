package io.kindling.ml;

import io.kindling.ml.TrainingSummary.EpochSummary;
import io.kindling.ml.TrainingSummary.MetricValue;
import io.kindling.ml.TrainingSummary.StepSummary;
import io.kindling.training.EventSink;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import io.kindling.training.WorkerTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the history of a training run as its events tell it. */
final class SummaryRecorder implements EventSink {
  private final String run;
  private final long began = System.nanoTime();
  private final List<EpochSummary> history = new ArrayList<>();
  private final List<StepSummary> steps = new ArrayList<>();
  private long stepsPerEpoch = 1;
  private long stride = 1;
  private final Map<Integer, WorkerTimes> times = new TreeMap<>();

  @Override
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      stepsPerEpoch = started.stepsPerEpoch();
      stride = StepInterest.stride(TrainingSummary.STEPS, started.epochs() * stepsPerEpoch);
    } else if (event instanceof TrainingEvent.StepFinished step) {
      // Others may want to hear of more steps; what is saved does not depend on them.
      if ((step.step() + 1) % stride == 0) {
        double epochs = (step.step() + 1.0) / stepsPerEpoch;
        steps.add(new StepSummary(step.step(), epochs, step.loss(), step.rate(), step.norm()));
      }
    } else if (event instanceof TrainingEvent.EpochFinished epoch) {
      history.add(
          new EpochSummary(
              epoch.epoch(),
              epoch.loss(),
              values(epoch.metrics()),
              epoch.rate(),
              epoch.rowsPerSecond()));
    } else if (event instanceof TrainingEvent.Timed timed) {
      timed.workers().forEach(each -> times.merge(each.worker(), each, WorkerTimes::plus));
    }
  }

  @Override
  public StepInterest steps() {
    return StepInterest.none().points(TrainingSummary.STEPS);
  }

  private static List<MetricValue> values(Map<String, Double> metrics) {
    // NaN has no place in JSON.
    return new TreeMap<>(metrics)
        .entrySet().stream()
            .map(
                metric ->
                    new MetricValue(
                        metric.getKey(), Optional.of(metric.getValue()).filter(Double::isFinite)))
            .toList();
  }

  /** Begins the history of a run. */
  SummaryRecorder(String run) {
    this.run = run;
  }

  /** Returns the summary of a run that has ended now. */
  TrainingSummary summary(
      String backend, String precision, int workers, int threads, String reason, long bestEpoch) {
    double seconds = (System.nanoTime() - began) / 1e9;
    return new TrainingSummary(
        history,
        backend,
        precision,
        workers,
        threads,
        reason,
        bestEpoch,
        seconds,
        List.copyOf(times.values()),
        run,
        steps);
  }
}
