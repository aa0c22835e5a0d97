package io.kindling.ml;

import io.kindling.backend.Precision;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.schedule.Constant;
import io.kindling.layers.schedule.Scaled;
import io.kindling.layers.schedule.Schedule;
import io.kindling.layers.schedule.WarmUp;
import io.kindling.ml.param.Training;
import io.kindling.training.Compression;
import io.kindling.training.Compute;
import io.kindling.training.EarlyStopping;
import io.kindling.training.GradientClipping;
import io.kindling.training.Monitoring;
import io.kindling.training.Objective;
import io.kindling.training.Synchronization;
import io.kindling.training.TrainingSpec;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the params of a stage into the specification of the training loop. */
final class Specification {
  private static final Logger LOG = LoggerFactory.getLogger(Specification.class);

  private Specification() {}

  static TrainingSpec of(Training<?> stage, Objective objective) {
    return TrainingSpec.of(objective, optimizer(stage), schedule(stage))
        .clipping(clipping(stage))
        .epochs(stage.getEpochs())
        .batch(stage.getBatchSize())
        .seed(stage.getSeed())
        .shuffle(stage.getShuffle())
        .monitoring(monitoring(stage))
        .compute(compute(stage))
        .synchronization(synchronization(stage));
  }

  /** Whether processors have bfloat16 the workers find out; plain Java never has it. */
  private static Compute compute(Training<?> stage) {
    if (stage.getBackend().equals(ReferenceBackend.NAME)
        && stage.getPrecision().equals(Precision.BFLOAT16.text())) {
      try (ReferenceBackend reference = new ReferenceBackend()) {
        reference.requireSupported(Precision.BFLOAT16);
      }
    }
    return new Compute(stage.getBackend(), stage.getThreads(), stage.getPrecision());
  }

  private static Optimizer optimizer(Training<?> stage) {
    return stage.getOptimizer().weightDecay(stage.getWeightDecay());
  }

  private static Synchronization synchronization(Training<?> stage) {
    return new Synchronization(
        Synchronization.Mode.valueOf(stage.getSyncMode().toUpperCase(Locale.ROOT)),
        stage.getLocalSteps(),
        stage.getLocalSeconds(),
        Compression.named(stage.getGradientCompression()),
        stage.getAccumulationSteps());
  }

  private static Schedule schedule(Training<?> stage) {
    int base = stage.getBaseBatchSize();
    double factor = base > 0 ? (double) stage.getBatchSize() / base : 1;
    Schedule full = rates(stage);
    Schedule scaled = factor == 1 ? full : Scaled.of(factor, full);
    if (stage.getWarmUpEpochs() == 0) {
      return scaled;
    }
    WarmUp rising = WarmUp.of(scaled, stage.getWarmUpEpochs());
    // From the rate that was right for the smaller batch.
    return factor > 1 ? rising.start(1 / factor) : rising;
  }

  private static Schedule rates(Training<?> stage) {
    double rate = stage.getLearningRate();
    return stage
        .getSchedule()
        .map(set -> stage.isSet(stage.learningRate()) ? product(stage, rate, set) : set)
        .orElse(Constant.of(rate));
  }

  private static Schedule product(Training<?> stage, double rate, Schedule schedule) {
    LOG.info(
        "{}: learningRate and schedule are both set, so the rates are {} times those of {}",
        stage.getClass().getSimpleName(),
        rate,
        schedule);
    return Scaled.of(rate, schedule);
  }

  private static GradientClipping clipping(Training<?> stage) {
    double value = stage.getClipValue();
    double norm = stage.getClipNorm();
    if (value > 0 && norm > 0) {
      throw new IllegalArgumentException(
          "%s: expected one bound of the gradient, got clipValue %s and clipNorm %s. Set one to 0."
              .formatted(stage.getClass().getSimpleName(), value, norm));
    } else if (value > 0) {
      return GradientClipping.byValue(value);
    }
    return norm > 0 ? GradientClipping.byGlobalNorm(norm) : GradientClipping.none();
  }

  private static Monitoring monitoring(Training<?> stage) {
    Monitoring monitoring =
        Monitoring.atEpochs().metric(stage.getMonitor()).interval(stage.getValidationInterval());
    return stage.getPatience() < 0
        ? monitoring
        : monitoring.earlyStopping(
            EarlyStopping.of(stage.getPatience()).minDelta(stage.getMinDelta()));
  }
}
