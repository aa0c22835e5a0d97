package io.kindling.ml;

import io.kindling.ml.spark.SparkInternals;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWriter;

/** Saves a stage that consists of its params and a network. */
final class ModelWriter extends MLWriter {
  private final Params stage;
  private final FittedNetwork network;

  ModelWriter(Params stage, FittedNetwork network) {
    this.stage = stage;
    this.network = network;
  }

  @Override
  public void saveImpl(String path) {
    SparkInternals.saveMetadata(stage, path, sparkSession());
    ModelFiles.in(path, sparkSession()).write(network);
  }
}
