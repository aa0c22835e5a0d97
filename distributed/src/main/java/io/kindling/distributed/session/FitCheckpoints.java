package io.kindling.distributed.session;

import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.distributed.checkpoint.CheckpointStore;
import io.kindling.layers.json.JsonCodec;
import io.kindling.training.CheckpointInfo;
import io.kindling.training.Compute;
import io.kindling.training.RowHash;
import io.kindling.training.TrainingSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one fit as the driver sees them. A fit has a folder of its own in the
 * directory, named after all that decides its result, so that the same fit finds its own again and
 * fits that run beside each other do not meet.
 */
record FitCheckpoints(CheckpointSettings settings, Configuration conf, String folder) {
  private static final Logger LOG = LoggerFactory.getLogger(FitCheckpoints.class);

  static FitCheckpoints of(
      Fit fit, CheckpointSettings settings, Configuration conf, Allotment allotment) {
    if (settings.directory().isEmpty()) {
      return new FitCheckpoints(settings, conf, "");
    }
    long data =
        31 * allotment.training().fingerprint()
            + allotment.validation().map(v -> v.fingerprint()).orElse(0L);
    TrainingSpec spec = TrainingSpec.fromJson(fit.spec(), JsonCodec.standard());
    // On how many threads it runs is no other fit.
    String text =
        fit.network()
            + spec.compute(Compute.auto()).toJson(JsonCodec.standard())
            + data
            + settings.resumeFrom()
            + (settings.resetOptimizer() ? "anew" : "");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long hash = RowHash.of(0, bytes, 0, bytes.length);
    hash = 31 * hash + HandOver.digest(fit.initial());
    String folder = settings.directory() + "/fit-" + String.format("%016x", hash);
    return new FitCheckpoints(settings, conf, folder);
  }

  /** Returns what the next attempt is told; reads the checkpoint that it names from end to end. */
  CheckpointPlan next(Fit fit) {
    Optional<CheckpointStore.Found> own = own();
    boolean named = own.isEmpty() && !settings.resumeFrom().isEmpty();
    Optional<CheckpointStore.Found> from =
        named ? Optional.of(CheckpointStore.named(settings.resumeFrom(), -1, conf)) : own;
    if (named) {
      requireSameNetwork(fit, from.get());
    }
    return new CheckpointPlan(
        folder,
        settings.interval(),
        settings.keep(),
        from.map(CheckpointStore.Found::path).orElse(""),
        from.map(found -> found.info().steps()).orElse(Report.NO_STATE),
        named && settings.resetOptimizer());
  }

  private Optional<CheckpointStore.Found> own() {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      return new CheckpointStore(folder, conf).newest();
    } catch (IOException e) {
      LOG.warn("Checkpoints: cannot look into {}: {}", folder, e.toString());
      return Optional.empty();
    }
  }

  private static void requireSameNetwork(Fit fit, CheckpointStore.Found found) {
    CheckpointInfo info = found.info();
    if (!info.network().equals(fit.network())) {
      throw new IllegalArgumentException(
          "Checkpoints: expected a checkpoint of this network, got "
              + found.path()
              + " of another one. This: "
              + fit.network()
              + ". That: "
              + info.network()
              + ". Use initialModel to begin with its weights only.");
    }
    if (!info.spec().equals(fit.spec())) {
      LOG.info(
          "Checkpoints: going on from {} with another specification. Before: {}. Now: {}",
          found.path(),
          info.spec(),
          fit.spec());
    }
  }
}
