package io.kindling.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The program behind {@code bin/bench}. */
public final class Bench {
  /** Every row that requires something has reached it. */
  static final int PASSED = 0;

  /** A row has not reached what it requires, or ours could not be measured. */
  static final int FAILED = 1;

  /** The arguments were not understood. */
  static final int USAGE = 2;

  private Bench() {}

  /** Runs the benchmark that is named; exits with 1 when a row failed, with 2 for bad arguments. */
  public static void main(String[] args) {
    System.exit(run(Benchmarks.all(), args, System.out, System.err));
  }

  static int run(List<Benchmark> benchmarks, String[] args, PrintStream out, PrintStream err) {
    if (args.length == 0) {
      benchmarks.forEach(b -> out.printf("%-10s %s%n", b.name(), b.summary()));
      return PASSED;
    }
    if (args[0].equals("--help") || args[0].equals("-h")) {
      out.print(Usage.text(benchmarks));
      return PASSED;
    }
    Optional<Benchmark> chosen =
        benchmarks.stream().filter(b -> b.name().equals(args[0])).findFirst();
    Options options;
    try {
      Benchmark benchmark =
          chosen.orElseThrow(
              () -> new IllegalArgumentException("unknown benchmark '" + args[0] + "'"));
      List<String> rest = Arrays.asList(args).subList(1, args.length);
      options = Options.parse(rest, benchmark.parts());
    } catch (IllegalArgumentException e) {
      err.println("bench: " + e.getMessage());
      err.print(Usage.text(benchmarks));
      return USAGE;
    }
    List<Row> rows = chosen.get().run(options, out);
    if (!rows.isEmpty()) {
      out.println();
      out.print(RowTable.of(rows));
    }
    options.json().ifPresent(file -> write(file, RowJson.of(rows)));
    return rows.stream().anyMatch(Row::failed) ? FAILED : PASSED;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
