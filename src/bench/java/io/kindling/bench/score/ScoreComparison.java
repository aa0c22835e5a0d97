package io.kindling.bench.score;

import ai.onnxruntime.OrtEnvironment;
import io.kindling.backend.Precision;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.compare.Fastest;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.compare.Result;
import io.kindling.bench.compare.SideBySide;
import io.kindling.bench.limit.Arithmetic;
import io.kindling.bench.limit.Limit;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.Pace;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.measure.Torch;
import io.kindling.bench.measure.Torch.Mode;
import io.kindling.bench.measure.WorkFolder;
import io.kindling.bench.network.BenchNetwork;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One network and batch size: ours, the limit, onnxruntime and PyTorch's modes in turns. */
record ScoreComparison(BenchNetwork network, int batch, Options options, Torch torch) {
  private static final OptionalDouble OVER_TORCH = OptionalDouble.of(1.15);
  private static final OptionalDouble OVER_ONNXRUNTIME = OptionalDouble.of(1.03);
  private static final String SCRIPT = "score.py";

  private static final int OURS = 0;
  private static final int LIMIT = 1;
  private static final int ONNXRUNTIME = 2;
  private static final int TORCH = 3;

  /** In each of them batch norm is folded, by PyTorch's own means. */
  private static final List<Mode> MODES =
      List.of(
          Mode.of("eager", "eager"),
          Mode.of("eager channels_last", "eager_channels_last"),
          Mode.of("frozen", "frozen"),
          Mode.of("frozen channels_last", "frozen_channels_last"),
          Mode.of("compiled", "compiled"),
          Mode.of("compiled channels_last", "compiled_channels_last"));

  List<Row> run(PrintStream out) {
    try (WorkFolder folder = WorkFolder.open()) {
      Path model = ScorePlan.write(network, folder.path());
      List<Lane> lanes = new ArrayList<>();
      lanes.add(ScorePlan.lane("Kindling", model, batch, options.threads()));
      lanes.add(Limit.lane(options.threads(), Precision.FLOAT32));
      lanes.add(new Lane(onnxruntime(model, batch, options.threads()), ScorePlan.UNIT));
      torchContenders(folder.path()).forEach(one -> lanes.add(new Lane(one, ScorePlan.UNIT)));
      String title =
          "score %s: batch %d, %d threads".formatted(network.part(), batch, options.threads());
      return rows(new SideBySide(title, options.turns()).run(lanes, out));
    }
  }

  /** onnxruntime 1.29 crashes where the command line is long, as with our whole class path. */
  static ProcessContender onnxruntime(Path model, int batch, int threads) {
    List<String> command =
        JavaCommand.alone(
            OnnxruntimeProgram.class,
            List.of(OrtEnvironment.class, Pace.class),
            model.toString(),
            Integer.toString(batch),
            Integer.toString(threads));
    return new ProcessContender("onnxruntime", command, Map.of());
  }

  List<ProcessContender> torchContenders(Path folder) {
    List<String> arguments =
        List.of(
            "--network=" + network.part(), "--batch=" + batch, "--threads=" + options.threads());
    return torch.contenders(SCRIPT, folder, MODES, arguments);
  }

  private List<Row> rows(List<Result> results) {
    Result ours = results.get(OURS);
    List<Result> peers = results.subList(TORCH, results.size());
    Optional<Result> onnxruntime =
        Optional.of(results.get(ONNXRUNTIME)).filter(one -> one.rate().isPresent());
    String name = "score %s, batch %d".formatted(network.part(), batch);
    double operations = Arithmetic.forward(network.network().graph(), 1);
    return List.of(
        Fastest.row(name, OVER_TORCH, ours, peers, torch.missing()),
        Fastest.row(
            name + ", onnxruntime", OVER_ONNXRUNTIME, ours, onnxruntime, "onnxruntime failed"),
        Fastest.share(name, OptionalDouble.empty(), ours, operations, results.get(LIMIT)));
  }
}
