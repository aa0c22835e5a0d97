package io.kindling.bench.faults;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Goal;
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

/** Seconds that faults cost a fit on two executors, beside the most that they may. */
public final class FaultsBenchmark implements Benchmark {
  private static final OptionalDouble WHOLE = OptionalDouble.of(1);
  private static final String ANSWER = "@seconds ";

  @Override
  public String name() {
    return "faults";
  }

  @Override
  public String summary() {
    return "seconds that killed and stopped executors and cancelled fits cost";
  }

  @Override
  public List<String> parts() {
    return Arrays.stream(BenchFault.values()).map(BenchFault::part).toList();
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    List<Row> rows = new ArrayList<>();
    for (String part : options.parts()) {
      BenchFault fault = BenchFault.of(part);
      rows.add(
          new Row(
              "faults " + part,
              seconds(part, out),
              OptionalDouble.of(fault.most()),
              WHOLE,
              Goal.AT_MOST,
              "s",
              fault.meaning() + "; beside it the most that is allowed"));
    }
    return rows;
  }

  private static OptionalDouble seconds(String part, PrintStream out) {
    OptionalDouble seconds = OptionalDouble.empty();
    try {
      Process process =
          new ProcessBuilder(JavaCommand.of(FaultProgram.class, part))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.startsWith(ANSWER)) {
            seconds = OptionalDouble.of(Double.parseDouble(line.substring(ANSWER.length())));
          } else {
            out.println(line);
          }
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      out.println("faults " + part + ": " + e);
    }
    return seconds;
  }
}
