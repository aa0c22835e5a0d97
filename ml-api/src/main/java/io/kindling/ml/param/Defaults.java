package io.kindling.ml.param;

import static java.util.Map.entry;

import io.kindling.distributed.FitSettings;
import io.kindling.distributed.checkpoint.CheckpointSettings;
import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.optimizer.Adam;
import io.kindling.training.Compression;
import io.kindling.training.Compute;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The values of params that nobody sets; each is written here, or with its stage, and only once.
 */
public final class Defaults {
  private static final Map<String, Object> SHARED =
      Map.ofEntries(
          entry("featuresCol", "features"),
          entry("labelCol", "label"),
          entry("predictionCol", "prediction"),
          entry("rawPredictionCol", "rawPrediction"),
          entry("probabilityCol", "probability"),
          entry("handleInvalid", "error"),
          entry("seed", 0L),
          entry("optimizer", JsonCodec.standard().toJson(Adam.of())),
          entry("learningRate", 0.001),
          entry("clipValue", 0.0),
          entry("clipNorm", 0.0),
          entry("epochs", 10),
          entry("batchSize", 32),
          entry("shuffle", true),
          entry("runName", ""),
          entry("progress", true),
          entry("tensorBoardDir", ""),
          entry("tensorBoardInterval", 10),
          entry("tensorBoardHistograms", 0),
          entry("patience", -1),
          entry("minDelta", 0.0),
          entry("monitor", ""),
          entry("validationInterval", 0),
          entry("workers", 0),
          entry("minWorkers", 0),
          entry("checkpointDir", CheckpointSettings.none().directory()),
          entry("checkpointInterval", CheckpointSettings.none().interval().toText()),
          entry("keepCheckpoints", CheckpointSettings.none().keep()),
          entry("resumeFrom", CheckpointSettings.none().resumeFrom()),
          entry("resetOptimizer", CheckpointSettings.none().resetOptimizer()),
          entry("syncMode", "step"),
          entry("localSteps", 0),
          entry("localSeconds", 0.0),
          entry("gradientCompression", Compression.NONE.text()),
          entry("accumulationSteps", 1),
          entry("baseBatchSize", 0),
          entry("warmUpEpochs", 0.0),
          entry("threads", 0),
          entry("workerWait", FitSettings.defaults().workerWait().toMillis() / 1000.0),
          entry("workerTimeout", FitSettings.defaults().silence().toMillis() / 1000.0),
          entry("stepTimeout", FitSettings.defaults().timeout().toMillis() / 1000.0),
          entry("launchMode", FitSettings.defaults().launchMode().word()),
          entry("backend", "auto"),
          entry("precision", Compute.auto().precision()),
          entry("initialModel", ""),
          entry("frozenLayers", new String[0]),
          entry("scoringBatchSize", 256));

  private Defaults() {}

  /**
   * Sets the defaults of all params that a stage has.
   *
   * @param own what is the default in this stage only
   */
  public static void set(Params stage, Map<String, Object> own) {
    Map<String, Object> values = new HashMap<>(SHARED);
    values.putAll(own);
    for (Param<?> param : stage.params()) {
      Object value = values.get(param.name());
      if (value != null) {
        setDefault(stage, param, value);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> void setDefault(Params stage, Param<T> param, Object value) {
    stage.setDefault(param, (T) value);
  }
}
