package io.kindling.bench.latency;

import ai.onnxruntime.OrtEnvironment;
import io.kindling.backend.Precision;
import io.kindling.bench.Benchmark;
import io.kindling.bench.Goal;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.compare.Fastest;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.compare.Result;
import io.kindling.bench.compare.SideBySide;
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
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Microseconds of scoring one row of the same file in plain Java, beside onnxruntime. */
public final class LatencyBenchmark implements Benchmark {
  private static final String UNIT = "us";

  /** What is asked of the calls of a round. */
  private enum Figure {
    P50(0.5),
    P99(0.99);

    private final double share;

    Figure(double share) {
      this.share = share;
    }

    String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String summary() {
    return "microseconds of scoring one row in plain Java beside onnxruntime, p50 and p99";
  }

  @Override
  public List<String> parts() {
    return Stream.of(BenchNetwork.MLP, BenchNetwork.LENET, BenchNetwork.RESNET18)
        .map(BenchNetwork::part)
        .toList();
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    if (options.precision() != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "latency: expected --precision float32, got %s. The peer scores in float32 only."
              .formatted(options.precision().text()));
    }
    out.println("machine: " + Machine.describe());
    List<Row> rows = new ArrayList<>();
    for (String part : options.parts()) {
      rows.addAll(rows(BenchNetwork.named(part), options, out));
    }
    return rows;
  }

  private static List<Row> rows(BenchNetwork network, Options options, PrintStream out) {
    try (WorkFolder folder = WorkFolder.open()) {
      Path model = ScorePlan.write(network, folder.path());
      List<Lane> lanes = new ArrayList<>();
      for (Figure figure : Figure.values()) {
        lanes.add(new Lane(ours(model, options.threads(), figure.share), UNIT));
        lanes.add(new Lane(onnxruntime(model, options.threads(), figure.share), UNIT));
      }
      String title = "latency %s: one row, %d threads".formatted(network.part(), options.threads());
      List<Result> results = new SideBySide(title, options.turns()).run(lanes, out);
      List<Row> rows = new ArrayList<>();
      for (Figure figure : Figure.values()) {
        int at = 2 * figure.ordinal();
        String name = "latency %s, %s".formatted(network.part(), figure.words());
        rows.add(
            Fastest.row(name, OptionalDouble.empty(), results.get(at), results.get(at + 1))
                .goal(Goal.AT_MOST));
      }
      return rows;
    }
  }

  static ProcessContender ours(Path model, int threads, double share) {
    return new ProcessContender(
        "Kindling",
        JavaCommand.of(ScorerProgram.class, arguments(model, threads, share)),
        Map.of());
  }

  /** onnxruntime 1.29 crashes where the command line is long, as with our whole class path. */
  static ProcessContender onnxruntime(Path model, int threads, double share) {
    return new ProcessContender(
        "onnxruntime",
        JavaCommand.alone(
            OnnxruntimeProgram.class,
            List.of(OrtEnvironment.class),
            arguments(model, threads, share)),
        Map.of());
  }

  private static String[] arguments(Path model, int threads, double share) {
    return new String[] {model.toString(), Integer.toString(threads), Double.toString(share)};
  }
}
