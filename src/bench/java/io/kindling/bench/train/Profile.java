package io.kindling.bench.train;

import io.kindling.bench.measure.ContenderException;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.WorkFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where the time of a training step goes: the plan as it was compiled, then oneDNN's own times of
 * its primitives, which make small steps slower than they are without.
 */
record Profile(TrainCase one, int threads) {
  private static final String SECONDS = "3";
  private static final long LIMIT_SECONDS = 300;

  void run(PrintStream out) {
    try (WorkFolder folder = WorkFolder.open()) {
      Path primitives = folder.path().resolve("primitives");
      Path report = folder.path().resolve("report");
      List<String> command =
          JavaCommand.of(
              ProfileProgram.class,
              one.name(),
              Integer.toString(threads),
              SECONDS,
              one.precision().text());
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("ONEDNN_VERBOSE", "profile_exec");
      builder.redirectOutput(primitives.toFile()).redirectError(report.toFile());
      boolean done = finish(builder.start());
      List<String> words = Files.readAllLines(report);
      out.printf("%n%s: batch %d, %d threads%n", one.title(), one.batch(), threads);
      words.stream().filter(line -> !line.startsWith(ProfileProgram.STEPS)).forEach(out::println);
      if (!done) {
        throw new ContenderException("Profile: expected the end of training, got the above.");
      }
      try (Stream<String> lines = Files.lines(primitives)) {
        out.print(ProfileTable.of(steps(words), lines));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean finish(Process process) {
    try {
      if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }

  private static String steps(List<String> words) {
    return words.stream()
        .filter(line -> line.startsWith(ProfileProgram.STEPS))
        .findFirst()
        .orElseThrow(() -> new ContenderException("Profile: expected the time of a step."))
        .substring(ProfileProgram.STEPS.length());
  }
}
