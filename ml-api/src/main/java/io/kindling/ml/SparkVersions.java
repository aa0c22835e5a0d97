package io.kindling.ml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions of Spark that Kindling was tested with. */
final class SparkVersions {
  /** The versions; those that differ in the last number count as tested too. */
  static final List<String> TESTED = List.of("4.0.1", "4.1.0", "4.1.4", "4.3.0");

  private static final int OLDEST = 4;
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final Logger LOG = LoggerFactory.getLogger(SparkVersions.class);

  /** What this process has been told: once is enough, however many tables are scored. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private SparkVersions() {}

  /**
   * Looks at what a session runs on; logs a warning, once, when it has another version.
   *
   * @throws IllegalStateException when Spark is older than any that works, or Kindling is on the
   *     class path in two versions
   */
  static void check(SparkSession session) {
    String version = session.version();
    refusal(version)
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    warning(version).filter(SAID::add).ifPresent(LOG::warn);
    KindlingJars.found().check().filter(SAID::add).ifPresent(LOG::warn);
  }

  /** Returns why a version cannot be used. */
  static Optional<String> refusal(String version) {
    Matcher numbers = NUMBERS.matcher(version);
    return numbers.matches() && Integer.parseInt(numbers.group(1)) < OLDEST
        ? Optional.of(
            "Kindling: expected Spark %d or newer, got %s. Use one of %s."
                .formatted(OLDEST, version, TESTED))
        : Optional.empty();
  }

  /** Returns what is to be said of a version. */
  static Optional<String> warning(String version) {
    return TESTED.stream().map(SparkVersions::line).anyMatch(line(version)::equals)
        ? Optional.empty()
        : Optional.of(
            "Kindling: expected a Spark version that was tested, one of %s, got %s. Try your job"
                    .formatted(TESTED, version)
                + " on a small input first, or use a tested version.");
  }

  /** Returns the first two numbers: a third one stands for repairs alone. */
  private static String line(String version) {
    Matcher numbers = NUMBERS.matcher(version);
    return numbers.matches() ? numbers.group(1) + "." + numbers.group(2) : version;
  }
}
