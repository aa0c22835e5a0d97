package io.kindling.test.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Starts Spark sessions whose executors are JVMs of their own, from the jars of the build alone.
 *
 * <p>Spark looks for a distribution in the environment variable {@code SPARK_HOME}: a folder with
 * {@code jars/} and a file {@code RELEASE}. The build sets the variable, this class fills the
 * folder with links. Kindling's own classes come first, by {@code spark.executor.extraClassPath},
 * since in a reactor they are folders rather than jars.
 */
public final class SparkHome {
  private SparkHome() {}

  /**
   * A session builder for {@code local-cluster[executors,cores,megabytes]}; the caller closes the
   * session.
   *
   * @throws IllegalStateException if the environment lacks what Spark needs to start executors
   */
  public static SparkSession.Builder localCluster(int executors, int cores, int megabytes) {
    return session(
        "local-cluster[" + executors + "," + cores + "," + megabytes + "]", "127.0.0.1", megabytes);
  }

  /** A session builder for any master whose executors start from the jars of the build. */
  static SparkSession.Builder session(String master, String host, int megabytes) {
    prepare();
    return SparkSession.builder()
        .master(master)
        .appName("kindling-tests")
        .config("spark.executor.memory", megabytes + "m")
        .config(
            "spark.executor.extraClassPath", String.join(File.pathSeparator, ClassPath.folders()))
        .config("spark.executor.extraJavaOptions", executorOptions())
        .config("spark.driver.host", host)
        .config("spark.driver.bindAddress", host)
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2");
  }

  private static String executorOptions() {
    String logging = System.getProperty("log4j2.configurationFile");
    return logging == null ? "" : "-Dlog4j2.configurationFile=" + logging;
  }

  static synchronized void prepare() {
    requireEnvironment("SPARK_SCALA_VERSION", "2.13");
    Path home = Path.of(requireEnvironment("SPARK_HOME", "an empty or absent folder"));
    Path jars = home.resolve("jars");
    try {
      Files.createDirectories(jars);
      removeLinks(jars);
      for (Path jar : ClassPath.jars()) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
      Files.writeString(home.resolve("RELEASE"), "Spark from the jars of the build\n");
    } catch (IOException e) {
      throw new UncheckedIOException("SparkHome: cannot fill " + jars, e);
    }
  }

  private static void removeLinks(Path jars) throws IOException {
    try (Stream<Path> old = Files.list(jars)) {
      for (Path link : old.collect(Collectors.toList())) {
        Files.delete(link);
      }
    }
  }

  private static String requireEnvironment(String name, String rule) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(
          "SparkHome: expected the environment variable "
              + name
              + " to name "
              + rule
              + ", got nothing. Run the test by Maven, or set the variable in the IDE.");
    }
    return value;
  }
}
