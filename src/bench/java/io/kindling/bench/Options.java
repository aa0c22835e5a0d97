package io.kindling.bench;

import io.kindling.backend.Precision;
import io.kindling.bench.measure.Turns;
import io.kindling.bench.peers.JavaPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How a benchmark is run.
 *
 * @param parts the parts to run, in the order of the benchmark
 * @param json the file that the rows are written to
 * @param threads of each contender, 1 or more
 * @param rounds undisturbed rounds of each contender, 1 or more
 * @param seconds the length of a round, above 0
 * @param batch the only batch size to measure, where a benchmark has several
 * @param rows rows of a data set that is made
 * @param seeds of benchmarks that train, 1 or more
 * @param python the interpreter of peers in Python, where one is named
 * @param data the folder of data sets, where one is named
 * @param precision what all contenders compute in
 * @param peers the further peers in Java that are named, by their flags; all when empty
 * @param profile whether to show where the time goes instead of comparing
 */
public record Options(
    List<String> parts,
    Optional<Path> json,
    int threads,
    int rounds,
    double seconds,
    OptionalInt batch,
    OptionalInt rows,
    int seeds,
    Optional<String> python,
    Optional<Path> data,
    Precision precision,
    Optional<List<String>> peers,
    boolean profile) {
  private static final int ROUNDS = 7;
  private static final int SEEDS = 3;
  private static final double SECONDS = 2;

  /** Copies the list. */
  public Options {
    parts = List.copyOf(parts);
  }

  /**
   * Reads what stands after a benchmark's name.
   *
   * @param offered the parts of the benchmark
   * @throws IllegalArgumentException when an argument is unknown or has no proper value
   */
  public static Options parse(List<String> arguments, List<String> offered) {
    List<String> parts = new ArrayList<>();
    Map<Option, String> values = new EnumMap<>(Option.class);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      Optional<Option> option = Option.of(argument);
      if (option.isPresent()) {
        values.put(option.get(), option.get().takesValue() ? value(argument, rest) : "");
      } else if (offered.contains(argument)) {
        parts.add(argument);
      } else {
        String kind = argument.startsWith("-") ? "option" : "part";
        throw new IllegalArgumentException("unknown " + kind + " '" + argument + "'");
      }
    }
    Optional<Path> json = Optional.ofNullable(values.get(Option.JSON)).map(Path::of);
    json.ifPresent(Options::requireFolder);
    return new Options(
        offered.stream().filter(part -> parts.isEmpty() || parts.contains(part)).toList(),
        json,
        optional(values, Option.THREADS).orElse(Runtime.getRuntime().availableProcessors()),
        optional(values, Option.ROUNDS).orElse(ROUNDS),
        seconds(values),
        optional(values, Option.BATCH),
        optional(values, Option.ROWS),
        optional(values, Option.SEEDS).orElse(SEEDS),
        Optional.ofNullable(values.get(Option.PYTHON)),
        Optional.ofNullable(values.get(Option.DATA)).map(Path::of),
        precision(values),
        peers(values),
        values.containsKey(Option.PROFILE));
  }

  /** Returns the same options for other parts. */
  Options parts(List<String> other) {
    return new Options(
        other, json, threads, rounds, seconds, batch, rows, seeds, python, data, precision, peers,
        profile);
  }

  /** Returns the same options for another number of threads. */
  Options threads(int other) {
    return new Options(
        parts, json, other, rounds, seconds, batch, rows, seeds, python, data, precision, peers,
        profile);
  }

  /** Returns the same options in another precision. */
  Options precision(Precision other) {
    return new Options(
        parts, json, threads, rounds, seconds, batch, rows, seeds, python, data, other, peers,
        profile);
  }

  /** Returns the turns that contenders take. */
  public Turns turns() {
    return new Turns(rounds, seconds);
  }

  private static String value(String flag, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("option '" + flag + "' needs a value");
    }
    return rest.next();
  }

  private static OptionalInt optional(Map<Option, String> values, Option option) {
    String text = values.get(option);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "option '" + option.flag() + "' needs a whole number from 1 on, got '" + text + "'");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private static Precision precision(Map<Option, String> values) {
    String text = values.get(Option.PRECISION);
    return text == null
        ? Precision.FLOAT32
        : Precision.named(text.replace("bf16", "bfloat16"))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "option '"
                            + Option.PRECISION.flag()
                            + "' needs float32 or bfloat16, got '"
                            + text
                            + "'"));
  }

  private static Optional<List<String>> peers(Map<Option, String> values) {
    String text = values.get(Option.PEERS);
    if (text == null) {
      return Optional.empty();
    }
    List<String> named = text.equals("none") ? List.of() : List.of(text.split(","));
    List<String> known = Stream.of(JavaPeer.values()).map(JavaPeer::flag).toList();
    if (!known.containsAll(named)) {
      throw new IllegalArgumentException(
          "option '" + Option.PEERS.flag() + "' needs some of " + known + ", got '" + text + "'");
    }
    return Optional.of(named);
  }

  private static double seconds(Map<Option, String> values) {
    String text = values.get(Option.SECONDS);
    if (text == null) {
      return SECONDS;
    }
    if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,3})?") || Double.parseDouble(text) == 0) {
      throw new IllegalArgumentException(
          "option '" + Option.SECONDS.flag() + "' needs seconds above 0, got '" + text + "'");
    }
    return Double.parseDouble(text);
  }

  /** The rows come after minutes of measuring; a folder that is missing is told before. */
  private static void requireFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "option '" + Option.JSON.flag() + "' needs a file in a folder that exists, got " + file);
    }
  }
}
