package io.kindling.ml;

import io.kindling.distributed.DistributedTraining;
import io.kindling.distributed.FitRequest;
import io.kindling.distributed.FitResult;
import io.kindling.distributed.FitSettings;
import io.kindling.distributed.LaunchMode;
import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.distributed.checkpoint.Interval;
import io.kindling.distributed.session.Outcome;
import io.kindling.layers.Network;
import io.kindling.layers.json.JsonCodec;
import io.kindling.ml.column.PackedRows;
import io.kindling.ml.param.Training;
import io.kindling.ml.watch.Watch;
import io.kindling.training.EventSink;
import io.kindling.training.Parameters;
import io.kindling.training.TrainingResult;
import io.kindling.training.TrainingSpec;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the rows and the specification of a fit to the workers, and makes a network of what they
 * return.
 *
 * @param first the first numbers of the network, freed when it has been trained
 * @param watch those who look on
 */
record DistributedFit(
    Training<?> stage,
    Network network,
    TrainingSpec spec,
    Parameters first,
    PackedRows training,
    Optional<PackedRows> validation,
    Watch watch) {

  private static final Logger LOG = LoggerFactory.getLogger(DistributedFit.class);

  FittedNetwork run() {
    String who = training.who();
    SummaryRecorder recorder = new SummaryRecorder(watch.run().name());
    FitResult result;
    try (first) {
      result = train(EventSink.both(recorder, watch.sink()));
    }
    warn(who, training);
    validation.ifPresent(rows -> warn(who, rows));
    TrainingResult.Outcome outcome = result.outcome().outcome();
    if (outcome == TrainingResult.Outcome.DIVERGED) {
      requireAnyGood(result, who + ": " + result.outcome().message());
    }
    return FittedNetwork.of(network, result.parameters(), summary(recorder, result));
  }

  private static TrainingSummary summary(SummaryRecorder recorder, FitResult result) {
    Outcome outcome = result.outcome();
    return recorder.summary(
        outcome.backend(),
        outcome.precision(),
        result.workers(),
        result.threads(),
        outcome.message(),
        outcome.bestEpoch());
  }

  private FitResult train(EventSink sink) {
    SparkContext context = training.rows().sparkSession().sparkContext();
    FitRequest request =
        new FitRequest(
            network.toJson(), spec.toJson(JsonCodec.standard()), training.format(), first);
    FitSettings settings =
        FitSettings.defaults()
            .workers(stage.getWorkers())
            .minWorkers(stage.getMinWorkers())
            .checkpoints(checkpoints())
            .workerWait(seconds(stage.getWorkerWait()))
            .timeout(seconds(stage.getStepTimeout()))
            .silence(seconds(stage.getWorkerTimeout()))
            .launchMode(LaunchMode.of(stage.getLaunchMode()));
    try {
      return DistributedTraining.fit(
          JavaSparkContext.fromSparkContext(context),
          training.rdd(),
          validation.map(PackedRows::rdd),
          request,
          settings,
          sink);
    } catch (Exception e) {
      throw explained(e);
    }
  }

  private static Duration seconds(double number) {
    return Duration.ofMillis(Math.max(1, (long) (1000 * number)));
  }

  private CheckpointSettings checkpoints() {
    return CheckpointSettings.none()
        .directory(stage.getCheckpointDir())
        .interval(Interval.of(stage.getCheckpointInterval()))
        .keep(stage.getKeepCheckpoints())
        .resumeFrom(stage.getResumeFrom())
        .resetOptimizer(stage.getResetOptimizer());
  }

  /** The fault may be in either set of rows. */
  private RuntimeException explained(Exception failure) {
    return training
        .faults(failure)
        .or(() -> validation.flatMap(rows -> rows.faults(failure)))
        .orElseGet(() -> unchecked(failure));
  }

  /** Spark throws checked exceptions that its methods do not declare. */
  private RuntimeException unchecked(Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new IllegalStateException(
          training.who() + ": interrupted while a Spark job ran.", failure);
    }
    return failure instanceof RuntimeException known
        ? known
        : new IllegalStateException(
            training.who() + ": a Spark job failed: " + failure.getMessage(), failure);
  }

  /** A model of parameters that are of no use is not returned. */
  private static void requireAnyGood(FitResult result, String message) {
    if (result.outcome().bestEpoch() < 0) {
      result.parameters().close();
      throw new IllegalStateException(message);
    }
    LOG.warn("{}", message);
  }

  private static void warn(String who, PackedRows rows) {
    long dropped = rows.dropped().value();
    if (dropped > 0) {
      LOG.warn("{}: dropped {} rows with null, NaN or values of the wrong length", who, dropped);
    }
  }
}
