package io.kindling.ml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where Kindling lies on the class path. Twice, its classes would be taken from one jar here and
 * from the other there, and fail far from the cause.
 *
 * @param versions the version in each place
 */
record KindlingJars(Map<String, String> versions) {
  private static final String FILE = "io/kindling/ml/kindling.properties";

  /** Returns what this class and the thread's own loader (that of --jars) find. */
  static KindlingJars found() {
    Map<String, String> found = new TreeMap<>();
    search(KindlingJars.class.getClassLoader(), found);
    search(Thread.currentThread().getContextClassLoader(), found);
    return new KindlingJars(found);
  }

  private static void search(@Nullable ClassLoader loader, Map<String, String> found) {
    if (loader == null) {
      return;
    }
    try {
      for (URL url : Collections.list(loader.getResources(FILE))) {
        found.put(place(url), version(url));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Kindling: cannot look for its jars on the class path", e);
    }
  }

  private static String version(URL url) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = url.openStream()) {
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }

  /** Returns the jar or the folder. */
  private static String place(URL url) {
    String text = url.toString();
    return text.substring(0, text.length() - FILE.length())
        .replaceFirst("^jar:", "")
        .replaceFirst("!/$", "");
  }

  /**
   * Returns what is to be said of several jars of one version.
   *
   * @throws IllegalStateException when they are of different versions
   */
  Optional<String> check() {
    if (versions.size() < 2) {
      return Optional.empty();
    }
    String message =
        "Kindling: expected one jar of it on the class path, got %d: %s. Remove all but one from"
                .formatted(versions.size(), versions)
            + " --jars, spark.jars and Spark's folder jars.";
    if (versions.values().stream().distinct().count() > 1) {
      throw new IllegalStateException(message);
    }
    return Optional.of(message);
  }
}
