package io.kindling.ml;

import io.kindling.ml.spark.SparkInternals;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWriter;

/** Saves a stage that consists of its params. */
final class EstimatorWriter extends MLWriter {
  private final Params stage;

  EstimatorWriter(Params stage) {
    this.stage = stage;
  }

  @Override
  public void saveImpl(String path) {
    SparkInternals.saveMetadata(stage, path, sparkSession());
  }
}
