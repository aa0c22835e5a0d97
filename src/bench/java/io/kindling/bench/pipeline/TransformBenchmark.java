package io.kindling.bench.pipeline;

import io.kindling.backend.Precision;
import io.kindling.bench.Benchmark;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.compare.Fastest;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.compare.Result;
import io.kindling.bench.compare.SideBySide;
import io.kindling.bench.limit.Arithmetic;
import io.kindling.bench.limit.Limit;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.measure.WorkFolder;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.bench.score.ScorePlan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows per second through a model's transform, beside the bare plan. */
public final class TransformBenchmark implements Benchmark {
  private static final OptionalDouble REQUIRED = OptionalDouble.of(0.85);
  private static final int ROWS = 5_000;
  private static final List<String> HEAP = List.of("-Xmx2g");

  @Override
  public String name() {
    return "transform";
  }

  @Override
  public String summary() {
    return "rows/s through DeepModel.transform, 4 partitions, beside the bare plan";
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
      rows.addAll(rows(BenchNetwork.named(part), options, out));
    }
    return rows;
  }

  private static List<Row> rows(BenchNetwork network, Options options, PrintStream out) {
    int count = options.rows().orElse(ROWS);
    int threads = options.threads();
    try (WorkFolder folder = WorkFolder.open()) {
      Path model = ScorePlan.write(network, folder.path());
      List<String> command =
          JavaCommand.of(
              HEAP,
              TransformProgram.class,
              network.part(),
              Integer.toString(count),
              Integer.toString(threads),
              model.toString());
      List<Lane> lanes = new ArrayList<>();
      lanes.add(new Lane(new ProcessContender("transform", command, Map.of()), ScorePlan.UNIT));
      Precision precision = Precision.FLOAT32;
      lanes.add(ScorePlan.lane("the bare plan", model, TransformProgram.BATCH, threads, precision));
      lanes.add(Limit.lane(threads, precision));
      String title =
          "transform %s: %d rows in %d partitions, batch %d, %d threads"
              .formatted(
                  network.part(),
                  count,
                  TransformProgram.PARTITIONS,
                  TransformProgram.BATCH,
                  threads);
      List<Result> results = new SideBySide(title, options.turns()).run(lanes, out);
      Optional<Result> plan = Optional.of(results.get(1)).filter(r -> r.rate().isPresent());
      String name = "transform " + network.part();
      double operations = Arithmetic.forward(network.network().graph(), 1);
      return List.of(
          Fastest.row(name, REQUIRED, results.get(0), plan, "the bare plan failed"),
          Fastest.share(name, OptionalDouble.empty(), results.get(0), operations, results.get(2)));
    }
  }
}
