package io.kindling.test.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a JVM of its own, with the class path and the Spark options of the tests.
 */
public final class OtherJvm {
  private OtherJvm() {}

  /** What the other JVM left: its exit status, standard output and standard error. */
  public record Outcome(int status, String output, String errors) {}

  /**
   * Runs {@code main} and waits for its end.
   *
   * @throws IllegalStateException if it does not end within the limit; it is killed then
   */
  public static Outcome run(Class<?> main, long limitSeconds, String... arguments)
      throws IOException, InterruptedException {
    return run(main.getName(), List.of(), limitSeconds, arguments);
  }

  /** As above, with folders of further classes, one of which may hold {@code main}. */
  public static Outcome run(String main, List<Path> folders, long limitSeconds, String... arguments)
      throws IOException, InterruptedException {
    List<String> path = new ArrayList<>(classPath());
    folders.forEach(folder -> path.add(folder.toString()));
    return runAlone(main, path, limitSeconds, arguments);
  }

  /** As above, with a class path of its own. */
  public static Outcome runAlone(
      String main, List<String> path, long limitSeconds, String... arguments)
      throws IOException, InterruptedException {
    return runCommand(main, command(main, path, arguments), limitSeconds);
  }

  /** As above, started by another program, such as one that takes rights away. */
  public static Outcome runBy(
      List<String> program, Class<?> main, long limitSeconds, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(program);
    all.addAll(command(main.getName(), classPath(), arguments));
    return runCommand(main.getName(), all, limitSeconds);
  }

  private static Outcome runCommand(String main, List<String> command, long limitSeconds)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("other-jvm", ".out");
    Path errors = Files.createTempFile("other-jvm", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "OtherJvm: expected %s to end within %d s, got no end. Its errors: %s"
                .formatted(main, limitSeconds, Files.readString(errors)));
      }
      return new Outcome(process.exitValue(), text(output), text(errors));
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  /** Starts {@code main} and returns at once; its output and its errors go to a file. */
  public static Process start(Class<?> main, Path log, String... arguments) throws IOException {
    return new ProcessBuilder(command(main.getName(), classPath(), arguments))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Returns the class path of the tests. */
  public static List<String> classPath() {
    return ClassPath.entries();
  }

  /** The command that starts {@code main} with a class path. */
  static List<String> command(String main, List<String> path, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + System.getProperty("kindling.jvmargs"));
    command.add("-Xmx1g");
    command.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"));
    command.add("-Dspark.ui.enabled=false");
    command.add("-cp");
    command.add(String.join(File.pathSeparator, path));
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
