package io.kindling.ml;

import io.kindling.ml.spark.SparkInternals;
import java.util.function.Function;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;

/** Loads a stage that consists of its params. */
final class EstimatorReader<T extends Params> extends MLReader<T> {
  private final Class<T> type;
  private final Function<String, T> create;

  /** Makes a reader; {@code create} makes a stage with a uid. */
  EstimatorReader(Class<T> type, Function<String, T> create) {
    this.type = type;
    this.create = create;
  }

  @Override
  public T load(String path) {
    SparkInternals.Metadata metadata = SparkInternals.loadMetadata(path, sparkSession(), type);
    return metadata.apply(create.apply(metadata.uid()));
  }
}
