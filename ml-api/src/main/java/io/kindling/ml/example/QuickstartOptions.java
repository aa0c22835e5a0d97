package io.kindling.ml.example;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen on the command line of {@link Quickstart}.
 *
 * @param data the folder with MNIST's four files, absolute; empty: digits that the program draws
 * @param workers 0 for one in local mode and one in each slot of a cluster
 * @param seed of training; the data is always the same
 * @param output where the model is saved; empty: a new temporary folder
 */
record QuickstartOptions(
    Optional<Path> data,
    String master,
    int workers,
    int epochs,
    int batchSize,
    double learningRate,
    long seed,
    Optional<Path> output) {

  /** The options in words. */
  static final String USAGE =
      """
      usage: quickstart [option value]...
        --data DIR           folder with the four IDX files of MNIST, gzipped or not
                             (default: digits that the program draws)
        --master URL         Spark master, such as local[2] or local-cluster[2,1,2048]
                             (default: local[*])
        --workers N          workers that train
                             (default: one in local mode, one in each slot of a cluster)
        --epochs N           passes over the training images (default: 3)
        --batch-size N       images of a step, over all workers (default: 64)
        --learning-rate X    first learning rate; it falls to 0 (default: 0.004)
        --seed N             seed of first weights and order (default: 1)
        --output PATH        where the model is saved (default: a new temporary folder)      """;

  static QuickstartOptions defaults() {
    return new QuickstartOptions(
        Optional.empty(), "local[*]", 0, 3, 64, 0.004, 1, Optional.empty());
  }

  /**
   * Reads a command line of {@code --option value} or {@code --option=value}.
   *
   * @throws IllegalArgumentException when an option is unknown, lacks a value or has a bad one
   */
  static QuickstartOptions parse(String... arguments) {
    QuickstartOptions options = defaults();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      int equals = name.indexOf('=');
      if (name.startsWith("--") && equals > 0) {
        options = options.with(name.substring(0, equals), name.substring(equals + 1));
      } else if (i + 1 < arguments.length) {
        options = options.with(name, arguments[++i]);
      } else {
        options.with(name, "1");
        throw new IllegalArgumentException(name + ": expected a value, got nothing.");
      }
    }
    return options;
  }

  private QuickstartOptions with(String name, String value) {
    return switch (name) {
      // Executors work in folders of their own, where a relative path would lead elsewhere.
      case "--data" ->
          copy(Optional.of(Path.of(value).toAbsolutePath().normalize()), master, output);
      case "--master" -> copy(data, value, output);
      case "--output" -> copy(data, master, Optional.of(Path.of(value)));
      case "--workers" -> numbers(atLeast1(name, value), epochs, batchSize, learningRate, seed);
      case "--epochs" -> numbers(workers, atLeast1(name, value), batchSize, learningRate, seed);
      case "--batch-size" -> numbers(workers, epochs, atLeast1(name, value), learningRate, seed);
      case "--learning-rate" -> numbers(workers, epochs, batchSize, positive(name, value), seed);
      case "--seed" -> numbers(workers, epochs, batchSize, learningRate, whole(name, value));
      default -> throw new IllegalArgumentException(name + ": expected a known option, got this.");
    };
  }

  private QuickstartOptions copy(
      Optional<Path> newData, String newMaster, Optional<Path> newOutput) {
    return new QuickstartOptions(
        newData, newMaster, workers, epochs, batchSize, learningRate, seed, newOutput);
  }

  private QuickstartOptions numbers(
      int newWorkers, int newEpochs, int newBatchSize, double newRate, long newSeed) {
    return new QuickstartOptions(
        data, master, newWorkers, newEpochs, newBatchSize, newRate, newSeed, output);
  }

  private static int atLeast1(String name, String value) {
    LongPredicate fits = number -> number >= 1 && number <= Integer.MAX_VALUE;
    return (int) number(name, value, "a whole number of 1 or more", fits);
  }

  private static long whole(String name, String value) {
    return number(name, value, "a whole number", number -> true);
  }

  private static long number(String name, String value, String rule, LongPredicate fits) {
    try {
      long number = Long.parseLong(value);
      if (fits.test(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(name, rule, value, e);
    }
    throw refused(name, rule, value, null);
  }

  private static double positive(String name, String value) {
    try {
      double number = Double.parseDouble(value);
      if (number > 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(name, "a number above 0", value, e);
    }
    throw refused(name, "a number above 0", value, null);
  }

  private static IllegalArgumentException refused(
      String name, String rule, String value, @Nullable NumberFormatException cause) {
    return new IllegalArgumentException(
        "%s: expected %s, got \"%s\".".formatted(name, rule, value), cause);
  }
}
