package io.kindling.ml;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.sql.SparkSession;

/**
 * All calls to what Spark keeps to itself ({@code private[ml]} in Scala), so that a new version of
 * Spark breaks one file.
 */
final class SparkInternals {
  private SparkInternals() {}

  /** Writes a stage's class, uid and params as {@code metadata} in a folder. */
  static void saveMetadata(Params stage, String path, SparkSession session) {
    DefaultParamsWriter.saveMetadata(stage, path, session);
  }

  /**
   * Reads what {@link #saveMetadata} wrote.
   *
   * @throws IllegalArgumentException when it is that of another class
   */
  static Metadata loadMetadata(String path, SparkSession session, Class<?> stage) {
    return new Metadata(DefaultParamsReader.loadMetadata(path, session, stage.getName()));
  }

  /** The stored description of a stage. */
  static final class Metadata {
    private final DefaultParamsReader.Metadata metadata;

    private Metadata(DefaultParamsReader.Metadata metadata) {
      this.metadata = metadata;
    }

    String uid() {
      return metadata.uid();
    }

    /** Sets the params and defaults of a stage as they were stored. */
    <T extends Params> T apply(T stage) {
      metadata.getAndSetParams(stage, metadata.getAndSetParams$default$2());
      return stage;
    }
  }
}
