package io.kindling.test.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A distribution of Spark as users have it: that of PySpark, in a virtual environment that {@code
 * .ci/run} makes, of its own or that of the tests in Python.
 *
 * @param environment the virtual environment
 * @param home the folder with {@code bin/} and {@code jars/}
 */
public record Distribution(String version, Path environment, Path home) {
  /** The version that the build is made with. */
  public static final String PINNED = System.getProperty("kindling.spark");

  /** Returns a distribution; a test without it is skipped. */
  public static Distribution find(String version) throws IOException {
    Path root = Path.of(System.getProperty("kindling.jvmargs")).getParent().getParent();
    List<Path> environments =
        List.of(root.resolve(".build/pyspark-" + version), root.resolve(".build/python"));
    for (Path environment : environments) {
      Optional<Path> home = home(environment, version);
      if (home.isPresent()) {
        return new Distribution(version, environment, home.get());
      }
    }
    assumeTrue(false, "no PySpark " + version + " in " + environments + ": .ci/run --all");
    throw new IllegalStateException();
  }

  private static Optional<Path> home(Path environment, String version) throws IOException {
    if (!Files.isDirectory(environment.resolve("lib"))) {
      return Optional.empty();
    }
    try (Stream<Path> pythons = Files.list(environment.resolve("lib"))) {
      return pythons
          .map(python -> python.resolve("site-packages/pyspark"))
          .filter(
              folder -> Files.exists(folder.resolve("jars/spark-core_2.13-" + version + ".jar")))
          .findFirst();
    }
  }

  /** Returns the jars that Spark ships. */
  public List<Path> jars() throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
      return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /**
   * Runs one of the programs in {@code bin/} on two cores of this machine and waits for its end.
   *
   * @param folder where it works
   * @param input what it reads; empty for nothing
   */
  public OtherJvm.Outcome run(
      String program, Path folder, Optional<Path> input, long limitSeconds, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/" + program).toString()));
    command.addAll(List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false"));
    command.addAll(arguments);
    return run(command, folder, input, limitSeconds);
  }

  /** As above, for any command, with the environment that finds this Spark, Java and Python. */
  public OtherJvm.Outcome run(
      List<String> command, Path folder, Optional<Path> input, long limitSeconds)
      throws IOException, InterruptedException {
    return run(command, folder, input, limitSeconds, Map.of());
  }

  /** As above, with further variables of the environment. */
  public OtherJvm.Outcome run(
      List<String> command,
      Path folder,
      Optional<Path> input,
      long limitSeconds,
      Map<String, String> variables)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "distribution", ".out");
    Path errors = Files.createTempFile(folder, "distribution", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(input.map(Path::toFile).orElse(new File("/dev/null")))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("PYSPARK_PYTHON", environment.resolve("bin/python").toString());
    // Python reads its start file, which makes the session, only where somebody seems to type.
    builder.environment().put("PYSPARK_DRIVER_PYTHON_OPTS", "-i");
    builder.environment().remove("CLASSPATH");
    builder.environment().putAll(variables);
    Process process = builder.start();
    try {
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "Distribution: expected %s to end within %d s, got no end. Its errors: %s"
                .formatted(command.get(0), limitSeconds, Files.readString(errors)));
      }
      return new OtherJvm.Outcome(
          process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }
}
