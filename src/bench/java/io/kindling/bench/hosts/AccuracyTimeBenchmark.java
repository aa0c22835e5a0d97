package io.kindling.bench.hosts;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.hosts.TrainCommand.Measured;
import io.kindling.bench.measure.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Seconds until a perceptron knows 97 of 100 digits of MNIST, on two hosts with 100 Mbit/s between
 * them: gradients in every step, fewer bytes of them, and averages now and then.
 */
public final class AccuracyTimeBenchmark implements Benchmark {
  private static final int HOSTS = 2;
  private static final int MEGABITS = 100;
  private static final int BATCH = 512;
  private static final double TARGET = 0.97;
  private static final int MOST_STEPS = 3000;
  private static final double REQUIRED = 2.5;
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final List<String> MODES =
      List.of("step", "fp16", "threshold", "local:10", "local:50");

  @Override
  public String name() {
    return "accuracy-time";
  }

  @Override
  public String summary() {
    return "seconds to an accuracy on two hosts with 100 Mbit/s: what fewer bytes bring";
  }

  @Override
  public List<String> parts() {
    return MODES;
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    Path mnist = options.data().orElse(Path.of(".")).resolve("mnist");
    Optional<String> missing =
        Files.isDirectory(mnist)
            ? Hosts.missing()
            : Optional.of("no folder mnist; name its parent with --data");
    if (missing.isPresent()) {
      OptionalDouble required = OptionalDouble.of(REQUIRED);
      return List.of(Row.skipped("best over every step", required, "x", missing.get()));
    }
    List<Row> rows = new ArrayList<>();
    OptionalDouble plain = OptionalDouble.empty();
    double best = Double.MAX_VALUE;
    for (String mode : options.parts()) {
      Measured measured = measure(mode, mnist);
      boolean reached = measured.accuracy() >= TARGET;
      out.printf(
          "%-10s %6.1f s, %5d steps, %8.1f MB sent by each host, accuracy %.4f%n",
          mode,
          measured.seconds(),
          measured.steps(),
          measured.sentBytes() / 1e6,
          measured.accuracy());
      OptionalDouble seconds =
          reached ? OptionalDouble.of(measured.seconds()) : OptionalDouble.empty();
      if (mode.equals("step")) {
        plain = seconds;
      } else if (reached) {
        best = Math.min(best, measured.seconds());
      }
      rows.add(
          new Row(
              "seconds to %.2f, %s".formatted(TARGET, mode),
              seconds,
              plain,
              OptionalDouble.empty(),
              "s",
              "%d steps, %.1f MB sent; beside it gradients in every step"
                  .formatted(measured.steps(), measured.sentBytes() / 1e6)));
    }
    if (plain.isPresent() && best < Double.MAX_VALUE) {
      rows.add(
          new Row(
              "best over every step",
              OptionalDouble.of(plain.getAsDouble() / best),
              OptionalDouble.of(1),
              OptionalDouble.of(REQUIRED),
              "x",
              "how much sooner the best mode is there"));
    }
    return rows;
  }

  private static Measured measure(String mode, Path mnist) {
    TrainCommand command =
        TrainCommand.of("mlp", mnist.toString(), BATCH, 1)
            .sync(mode)
            .steps(MOST_STEPS, 1)
            .until(TARGET, 20);
    try (Hosts hosts = Hosts.open(HOSTS, MEGABITS, 0)) {
      return command.run(HOSTS, Optional.of(hosts), LIMIT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
