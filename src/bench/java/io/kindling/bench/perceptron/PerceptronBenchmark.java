package io.kindling.bench.perceptron;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Goal;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.measure.ContenderException;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.Round;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Seconds of a fit on MNIST to the accuracy that Spark's own perceptron reaches. */
public final class PerceptronBenchmark implements Benchmark {
  private static final OptionalDouble REQUIRED = OptionalDouble.of(0.1);
  private static final String MNIST = "mnist";
  private static final String NAME = "train mlp, to the accuracy of Spark's";
  private static final String UNIT = "s";

  /** Of L-BFGS; each takes one pass over the data, or some. */
  private static final int ITERATIONS = 20;

  private static final int MOST_EPOCHS = 10;

  @Override
  public String name() {
    return "perceptron";
  }

  @Override
  public String summary() {
    return "seconds of a fit to the accuracy of Spark's MultilayerPerceptronClassifier; --data DIR";
  }

  @Override
  public List<String> parts() {
    return List.of(MNIST);
  }

  @Override
  public boolean holdsOnOneThread() {
    return false;
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    Optional<Path> data =
        options.data().map(folder -> folder.resolve(MNIST)).filter(Files::isDirectory);
    if (data.isEmpty()) {
      return List.of(Row.skipped(NAME, REQUIRED, UNIT, "no folder with mnist; name it by --data"));
    }
    return List.of(row(data.get(), options.threads(), out));
  }

  private static Row row(Path mnist, int threads, PrintStream out) {
    Fit peer;
    try {
      peer = Fit.of(PerceptronProgram.SPARK, mnist, threads, ITERATIONS);
      print("MultilayerPerceptronClassifier, %d iterations".formatted(ITERATIONS), peer, out);
    } catch (ContenderException e) {
      return Row.skipped(NAME, REQUIRED, UNIT, String.valueOf(e.getMessage()));
    }
    OptionalDouble theirs = OptionalDouble.of(peer.seconds());
    try {
      for (int epochs = 1; epochs <= MOST_EPOCHS; epochs++) {
        Fit ours = Fit.of(PerceptronProgram.KINDLING, mnist, threads, epochs);
        print("DeepClassifier, %d epochs".formatted(epochs), ours, out);
        if (ours.accuracy() >= peer.accuracy()) {
          return row(OptionalDouble.of(ours.seconds()), theirs, note(ours, epochs, peer));
        }
      }
    } catch (ContenderException e) {
      return row(OptionalDouble.empty(), theirs, "ours failed: " + e.getMessage());
    }
    String note = "ours was not as accurate after %d epochs".formatted(MOST_EPOCHS);
    return row(OptionalDouble.empty(), theirs, note);
  }

  private static Row row(OptionalDouble ours, OptionalDouble peer, String note) {
    return new Row(NAME, ours, peer, REQUIRED, Goal.AT_MOST, UNIT, note);
  }

  private static String note(Fit ours, int epochs, Fit peer) {
    boolean disturbed = Math.max(ours.others(), peer.others()) > Round.MOST_OTHERS;
    return String.format(
        Locale.ROOT,
        "Spark's perceptron: %.2f %% in %d iterations; ours %.2f %%, epochs: %d%s",
        100 * peer.accuracy(),
        ITERATIONS,
        100 * ours.accuracy(),
        epochs,
        disturbed ? "; the machine was not quiet" : "");
  }

  private static void print(String who, Fit fit, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "  %s: %.1f s, %.2f %% of the images to test with, others had %.0f %% of the processors%n",
        who,
        fit.seconds(),
        100 * fit.accuracy(),
        100 * fit.others());
  }
}
