package io.kindling.bench.update;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.compare.Fastest;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.compare.Result;
import io.kindling.bench.compare.SideBySide;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.ProcessContender;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The update of 15 million parameters beside a copy of as many bytes on the same threads. */
public final class UpdateBenchmark implements Benchmark {
  private static final OptionalDouble REQUIRED = OptionalDouble.of(0.8);
  private static final String UNIT = "GB/s";

  @Override
  public String name() {
    return "update";
  }

  @Override
  public String summary() {
    return "GB/s of the update of 15 million parameters beside a copy in memory";
  }

  @Override
  public List<String> parts() {
    return Stream.of(UpdateCase.values()).map(UpdateCase::part).toList();
  }

  @Override
  public boolean holdsOnOneThread() {
    return false;
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    String threads = Integer.toString(options.threads());
    List<Lane> lanes = new ArrayList<>();
    lanes.add(lane("copy", JavaCommand.of(CopyProgram.class, threads)));
    for (String part : options.parts()) {
      lanes.add(lane(part, JavaCommand.of(UpdateProgram.class, part, threads)));
    }
    List<Result> results =
        new SideBySide("update: " + threads + " threads", options.turns()).run(lanes, out);
    Optional<Result> copy = Optional.of(results.get(0)).filter(r -> r.rate().isPresent());
    return results.stream()
        .skip(1)
        .map(one -> Fastest.row("update " + one.name(), REQUIRED, one, copy, "the copy failed"))
        .toList();
  }

  private static Lane lane(String name, List<String> command) {
    return new Lane(new ProcessContender(name, command, Map.of()), UNIT);
  }
}
