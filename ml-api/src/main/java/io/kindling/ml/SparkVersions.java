package io.kindling.ml;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions of Spark that Kindling was tested with. */
final class SparkVersions {
  /** The versions. */
  static final List<String> TESTED = List.of("4.1.0", "4.1.4");

  private static final Logger LOG = LoggerFactory.getLogger(SparkVersions.class);

  private SparkVersions() {}

  /** Logs a warning when a session has another version. */
  static void check(SparkSession session) {
    warning(session.version()).ifPresent(LOG::warn);
  }

  /** Returns what is to be said of a version. */
  static Optional<String> warning(String version) {
    return TESTED.contains(version)
        ? Optional.empty()
        : Optional.of(
            "Kindling: expected a Spark version that was tested, one of %s, got %s. Try your job"
                    .formatted(TESTED, version)
                + " on a small input first, or use a tested version.");
  }
}
