package io.kindling.ml;

import io.kindling.ml.spark.SparkInternals;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;

/** Loads a stage that consists of its params and a network. */
final class ModelReader<T extends Params> extends MLReader<T> {
  private final Class<T> type;
  private final BiFunction<String, FittedNetwork, T> create;

  /** Makes a reader; {@code create} makes a stage with a uid and a network. */
  ModelReader(Class<T> type, BiFunction<String, FittedNetwork, T> create) {
    this.type = type;
    this.create = create;
  }

  @Override
  public T load(String path) {
    SparkInternals.Metadata metadata = SparkInternals.loadMetadata(path, sparkSession(), type);
    FittedNetwork network = ModelFiles.in(path, sparkSession()).read();
    return metadata.apply(create.apply(metadata.uid(), network));
  }
}
