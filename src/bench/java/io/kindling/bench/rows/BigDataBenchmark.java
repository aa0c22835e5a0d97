package io.kindling.bench.rows;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The rate of training on more rows than two executors of 1 GiB can hold, beside that on few. */
public final class BigDataBenchmark implements Benchmark {
  private static final OptionalDouble REQUIRED = OptionalDouble.of(0.7);

  /** The bytes of the packed rows. */
  private static final long BYTES = 6L << 30;

  /** So many times fewer rows fit into memory. */
  private static final int FEWER = 24;

  private static final String ANSWER = "@rate ";

  @Override
  public String name() {
    return "big-data";
  }

  @Override
  public String summary() {
    return "rows/s with 6 GiB of rows on two executors of 1 GiB beside those that fit";
  }

  @Override
  public List<String> parts() {
    return Arrays.stream(RowCase.values()).map(RowCase::part).toList();
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    List<Row> rows = new ArrayList<>();
    for (String part : options.parts()) {
      RowCase one = RowCase.of(part);
      // The label of a row is one number more, and its weight another.
      int many = (int) (BYTES / (4L * (one.numbers() + 2)));
      int count = options.rows().orElse(many);
      OptionalDouble few = rate(one, Math.max(1, count / FEWER), 4, out);
      OptionalDouble all = rate(one, count, 1, out);
      String note =
          "%,d rows, one epoch; beside it a %d-th of them, which fits".formatted(count, FEWER);
      rows.add(new Row("big-data " + part, all, few, REQUIRED, "rows/s", note));
    }
    return rows;
  }

  private static OptionalDouble rate(RowCase one, long rows, int epochs, PrintStream out) {
    OptionalDouble rate = OptionalDouble.empty();
    List<String> command =
        JavaCommand.of(
            BigDataProgram.class, one.part(), Long.toString(rows), Integer.toString(epochs));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.startsWith(ANSWER)) {
            rate = OptionalDouble.of(Double.parseDouble(line.substring(ANSWER.length())));
          } else {
            out.println(line);
          }
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      out.println("big-data " + one.part() + ": " + e);
    }
    return rate;
  }
}
