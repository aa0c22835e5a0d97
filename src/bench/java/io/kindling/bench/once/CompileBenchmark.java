package io.kindling.bench.once;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Goal;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.compare.Result;
import io.kindling.bench.compare.SideBySide;
import io.kindling.bench.measure.FreshProcess;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.network.BenchNetwork;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Seconds of compiling a training plan: for the first time in a process, and again. */
public final class CompileBenchmark implements Benchmark {
  private static final OptionalDouble WHOLE = OptionalDouble.of(1);
  private static final String UNIT = "s";

  /** One of the two figures, and the seconds that it may take. */
  private record Time(String name, String argument, double most) {}

  private static final List<Time> TIMES =
      List.of(
          new Time("compile %s", CompileProgram.FIRST, 1.5),
          new Time("compile %s again", CompileProgram.AGAIN, 0.1));

  @Override
  public String name() {
    return "compile";
  }

  @Override
  public String summary() {
    return "seconds of compiling a training plan, for the first time and again";
  }

  @Override
  public List<String> parts() {
    return List.of(BenchNetwork.VGG.part());
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    List<Row> rows = new ArrayList<>();
    for (String part : options.parts()) {
      rows.addAll(rows(part, options, out));
    }
    return rows;
  }

  private static List<Row> rows(String part, Options options, PrintStream out) {
    String threads = Integer.toString(options.threads());
    List<Lane> lanes = new ArrayList<>();
    for (Time time : TIMES) {
      List<String> command = JavaCommand.of(CompileProgram.class, part, threads, time.argument());
      String name = time.name().formatted(part);
      lanes.add(new Lane(new FreshProcess(new ProcessContender(name, command, Map.of())), UNIT));
    }
    String title = "compile %s: %s threads".formatted(part, threads);
    List<Result> results = new SideBySide(title, options.turns()).run(lanes, out);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      OptionalDouble most = OptionalDouble.of(TIMES.get(i).most());
      String note = "beside it the most that is allowed" + marked(result);
      rows.add(new Row(result.name(), result.rate(), most, WHOLE, Goal.AT_MOST, UNIT, note));
    }
    return rows;
  }

  private static String marked(Result result) {
    return result.tally().marked() ? "; the machine was never quiet" : "";
  }
}
