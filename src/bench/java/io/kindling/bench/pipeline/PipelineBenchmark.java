package io.kindling.bench.pipeline;

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
import io.kindling.bench.train.BareStep;
import io.kindling.bench.train.TrainCase;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Three epochs of a whole fit from Parquet, beside the bare training step. */
public final class PipelineBenchmark implements Benchmark {
  private static final List<String> HEAP = List.of("-Xmx2g");

  /** The table of fits: rows of the data set, and the share of the bare step. */
  private record Fit(BenchNetwork network, int rows, double required) {}

  private static final List<Fit> FITS =
      List.of(new Fit(BenchNetwork.VGG, 5_000, 0.85), new Fit(BenchNetwork.LENET, 60_000, 0.5));

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public String summary() {
    return "images/s of a whole DeepClassifier.fit from Parquet beside the bare step";
  }

  @Override
  public List<String> parts() {
    return FITS.stream().map(fit -> fit.network().part()).toList();
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    List<Row> rows = new ArrayList<>();
    for (Fit fit : FITS) {
      if (options.parts().contains(fit.network().part())) {
        rows.addAll(rows(fit, options, out));
      }
    }
    return rows;
  }

  private static List<Row> rows(Fit fit, Options options, PrintStream out) {
    TrainCase one = TrainCase.named(fit.network().part());
    int count = options.rows().orElse(fit.rows());
    try (WorkFolder folder = WorkFolder.open()) {
      List<String> command =
          JavaCommand.of(
              HEAP,
              PipelineProgram.class,
              one.name(),
              Integer.toString(count),
              Integer.toString(options.threads()),
              folder.path().toString());
      List<Lane> lanes = new ArrayList<>();
      lanes.add(new Lane(new ProcessContender("fit", command, Map.of()), BareStep.UNIT));
      ProcessContender bare = BareStep.process("the bare step", one, options.threads());
      lanes.add(new Lane(bare, BareStep.UNIT));
      lanes.add(Limit.lane(options.threads(), one.precision()));
      String title =
          "pipeline %s: %d rows, %d epochs, batch %d, %d threads"
              .formatted(one.name(), count, PipelineProgram.EPOCHS, one.batch(), options.threads());
      List<Result> results = new SideBySide(title, options.turns()).run(lanes, out);
      Optional<Result> step = Optional.of(results.get(1)).filter(r -> r.rate().isPresent());
      String name = "pipeline " + one.name();
      OptionalDouble required = OptionalDouble.of(fit.required());
      double operations = Arithmetic.step(one.network().get().graph(), one.batch()) / one.batch();
      return List.of(
          Fastest.row(name, required, results.get(0), step, "the bare step failed"),
          Fastest.share(name, OptionalDouble.empty(), results.get(0), operations, results.get(2)));
    }
  }
}
