package io.kindling.bench.once;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Goal;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.compare.Fastest;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.compare.Result;
import io.kindling.bench.compare.SideBySide;
import io.kindling.bench.measure.FreshProcess;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.measure.Torch;
import io.kindling.bench.measure.Torch.Mode;
import io.kindling.bench.measure.WorkFolder;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.bench.train.TrainCase;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Growth of the peak of resident memory from before compiling to step 20, beside PyTorch. */
public final class MemoryBenchmark implements Benchmark {
  private static final OptionalDouble REQUIRED = OptionalDouble.of(0.8);
  private static final String UNIT = "MiB";
  private static final String SCRIPT = "memory.py";

  /** All of the heap is resident from the start, so that only native memory grows. */
  private static final List<String> FIXED_HEAP =
      List.of("-Xmx512m", "-Xms512m", "-XX:+AlwaysPreTouch");

  private static final List<Mode> MODES =
      List.of(
          Mode.of("eager", "contiguous"),
          Mode.of("eager channels_last", "channels_last"),
          Mode.of("compiled", "compiled"),
          Mode.of("compiled channels_last", "compiled_channels_last"));

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String summary() {
    return "growth of resident memory from before compiling to step 20, beside PyTorch";
  }

  @Override
  public List<String> parts() {
    return List.of(BenchNetwork.VGG.part());
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    Torch torch = Torch.find(options.python());
    List<Row> rows = new ArrayList<>();
    for (String part : options.parts()) {
      rows.add(row(TrainCase.named(part), options, torch, out));
    }
    return rows;
  }

  private static Row row(TrainCase one, Options options, Torch torch, PrintStream out) {
    try (WorkFolder folder = WorkFolder.open()) {
      String threads = Integer.toString(options.threads());
      List<String> ours = JavaCommand.of(FIXED_HEAP, MemoryProgram.class, one.name(), threads);
      List<Lane> lanes = new ArrayList<>();
      lanes.add(lane(new ProcessContender("Kindling", ours, Map.of())));
      List<String> arguments =
          List.of("--network=" + one.name(), "--batch=" + one.batch(), "--threads=" + threads);
      torch
          .contenders(SCRIPT, folder.path(), MODES, arguments)
          .forEach(contender -> lanes.add(lane(contender)));
      String title = "memory %s: batch %d, %s threads".formatted(one.name(), one.batch(), threads);
      List<Result> results = new SideBySide(title, options.turns()).run(lanes, out);
      Optional<Result> least = Fastest.least(results.subList(1, results.size()));
      return Fastest.row(
              "memory " + one.name(),
              REQUIRED,
              results.get(0),
              least,
              torch.missing().orElse("every mode of the peer failed"))
          .goal(Goal.AT_MOST);
    }
  }

  private static Lane lane(ProcessContender process) {
    return new Lane(new FreshProcess(process), UNIT);
  }
}
