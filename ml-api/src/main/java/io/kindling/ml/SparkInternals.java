package io.kindling.ml;

import io.kindling.layers.format.ModelFormatException;
import java.io.IOException;
import java.util.NoSuchElementException;
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
   * @throws ModelFormatException when it is damaged
   */
  static Metadata loadMetadata(String path, SparkSession session, Class<?> stage) {
    try {
      return new Metadata(DefaultParamsReader.loadMetadata(path, session, stage.getName()));
    } catch (Exception e) {
      // Spark's reader takes the first line and the parts of its JSON unseen; what it throws is
      // not declared.
      if (e instanceof IOException || e instanceof NoSuchElementException) {
        throw ModelFormatException.malformed(
            path + "/metadata",
            "expected the description of a saved stage, got one that cannot be read ("
                + e.getMessage()
                + "). The file is damaged; save the stage again.",
            e);
      }
      throw e;
    }
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
