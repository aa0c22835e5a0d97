package io.kindling.ml.watch;

import com.codahale.metrics.Gauge;
import io.kindling.training.TrainingEvent;
import io.kindling.training.WorkerTimes;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The numbers of a running fit for Spark's metrics system. */
final class FitGauges {
  private FitGauges() {}

  /** Returns what the names of all gauges of a run begin with, and no others. */
  static String prefix(String run) {
    // A point would make a run's name the beginning of another's.
    return run.replaceAll("[^A-Za-z0-9_-]", "_") + ".";
  }

  static Map<String, Gauge<Double>> of(RunHistory fit) {
    Map<String, Gauge<Double>> gauges = new TreeMap<>();
    String prefix = prefix(fit.info().name());
    gauges.put(prefix + "loss", () -> step(fit, TrainingEvent.StepFinished::loss));
    gauges.put(prefix + "learningRate", () -> step(fit, TrainingEvent.StepFinished::rate));
    gauges.put(prefix + "gradientNorm", () -> step(fit, TrainingEvent.StepFinished::norm));
    gauges.put(prefix + "rowsPerSecond", () -> step(fit, s -> s.rows() / s.seconds()));
    gauges.put(prefix + "step", () -> step(fit, s -> s.step() + 1));
    gauges.put(
        prefix + "epoch", () -> fit.lastEpoch().map(epoch -> epoch.epoch() + 1.0).orElse(0.0));
    gauges.put(prefix + "time.data", () -> share(fit, WorkerTimes::dataSeconds));
    gauges.put(prefix + "time.compute", () -> share(fit, WorkerTimes::computeSeconds));
    gauges.put(prefix + "time.communication", () -> share(fit, WorkerTimes::communicationSeconds));
    gauges.put(prefix + "time.update", () -> share(fit, WorkerTimes::updateSeconds));
    return gauges;
  }

  /** The part of the last epoch that all workers together spent on something. */
  private static double share(RunHistory fit, ToDoubleFunction<WorkerTimes> part) {
    double all = 0;
    double of = 0;
    for (WorkerTimes times : fit.lastTimes()) {
      of += part.applyAsDouble(times);
      all +=
          times.dataSeconds()
              + times.computeSeconds()
              + times.communicationSeconds()
              + times.updateSeconds();
    }
    return of / all;
  }

  private static double step(RunHistory fit, ToDoubleFunction<TrainingEvent.StepFinished> value) {
    return fit.lastStep().map(value::applyAsDouble).orElse(Double.NaN);
  }
}
