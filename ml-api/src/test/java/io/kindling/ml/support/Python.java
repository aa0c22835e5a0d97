package io.kindling.ml.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Python of the tests: that of the build's own environment, else the machine's. */
public final class Python {
  private static final int MINUTES = 3;

  private Python() {}

  /**
   * Runs a program of the test resources and returns what it prints; the test is skipped where a
   * package is missing.
   *
   * @param module a package that the program needs
   * @param resource the program, beside {@code owner}
   */
  public static String run(String module, Class<?> owner, String resource, String... arguments)
      throws IOException, InterruptedException {
    String python = interpreter();
    assumeThat(finish(List.of(python, "-c", "import " + module)).status())
        .as("%s of %s (.ci/run installs it)", module, python)
        .isZero();
    Path program = Files.createTempFile("kindling", ".py");
    try (InputStream in = owner.getResourceAsStream(resource)) {
      Files.write(program, in.readAllBytes());
      List<String> command = new ArrayList<>(List.of(python, program.toString()));
      command.addAll(List.of(arguments));
      Finished finished = finish(command);
      assertThat(finished.status()).as(finished.errors()).isZero();
      return finished.output();
    } finally {
      Files.delete(program);
    }
  }

  private static String interpreter() {
    String given = System.getenv("KINDLING_PYTHON");
    return Stream.of(given, "../.build/python/bin/python", ".build/python/bin/python")
        .filter(path -> path != null && Files.isExecutable(Path.of(path)))
        .findFirst()
        .orElse("python3");
  }

  private record Finished(int status, String output, String errors) {}

  private static Finished finish(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("kindling", ".out");
    Path errors = Files.createTempFile("kindling", ".err");
    try {
      Process process;
      try {
        process =
            new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
      } catch (IOException e) {
        return new Finished(-1, "", e.toString());
      }
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end within " + MINUTES + " minutes");
      }
      return new Finished(process.exitValue(), read(output), read(errors));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
