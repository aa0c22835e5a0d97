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
import java.util.OptionalDouble;

/** One network and batch size: ours, the limit, onnxruntime and PyTorch's modes in turns. */
record ScoreComparison(BenchNetwork network, int batch, Options options, Torch torch) {
  private static final OptionalDouble OVER_TORCH = OptionalDouble.of(1.15);
  private static final OptionalDouble OVER_TORCH_IN_BFLOAT16 = OptionalDouble.of(1.1);
  private static final OptionalDouble OVER_ONNXRUNTIME = OptionalDouble.of(1.03);
  private static final String SCRIPT = "score.py";
  private static final String ONNXRUNTIME = "onnxruntime";

  private static final int OURS = 0;
  private static final int LIMIT = 1;
  private static final int OTHERS = 2;

  /** In each of them batch norm is folded, by PyTorch's own means. */
  private static final List<Mode> MODES =
      List.of(
          Mode.of("eager", "eager"),
          Mode.of("eager channels_last", "eager_channels_last"),
          Mode.of("frozen", "frozen"),
          Mode.of("frozen channels_last", "frozen_channels_last"),
          Mode.of("compiled", "compiled"),
          Mode.of("compiled channels_last", "compiled_channels_last"));

  /** In bfloat16 besides: weights in it, in place of autocast, which casts them in every run. */
  private static final List<Mode> CAST =
      List.of(
          Mode.of("cast eager", "cast_eager"),
          Mode.of("cast eager channels_last", "cast_eager_channels_last"),
          Mode.of("cast compiled", "cast_compiled"),
          Mode.of("cast compiled channels_last", "cast_compiled_channels_last"));

  List<Row> run(PrintStream out) {
    try (WorkFolder folder = WorkFolder.open()) {
      Path model = ScorePlan.write(network, folder.path());
      int threads = options.threads();
      List<Lane> lanes = new ArrayList<>();
      lanes.add(ScorePlan.lane("Kindling", model, batch, threads, options.precision()));
      lanes.add(Limit.lane(threads, options.precision()));
      if (!narrow()) {
        lanes.add(new Lane(onnxruntime(model, batch, threads), ScorePlan.UNIT));
      }
      torchContenders(folder.path()).forEach(one -> lanes.add(new Lane(one, ScorePlan.UNIT)));
      String title = "%s: %d threads".formatted(title(), threads);
      return rows(new SideBySide(title, options.turns()).run(lanes, out));
    }
  }

  private boolean narrow() {
    return options.precision() == Precision.BFLOAT16;
  }

  private String title() {
    String precision = narrow() ? ", " + options.precision().text() : "";
    return "score %s%s, batch %d".formatted(network.part(), precision, batch);
  }

  /**
   * Started with our whole class path, onnxruntime 1.29 crashed here when it was loaded; in a JVM
   * with its own jar alone it never did. Why was not found out.
   */
  static ProcessContender onnxruntime(Path model, int batch, int threads) {
    List<String> command =
        JavaCommand.alone(
            OnnxruntimeProgram.class,
            List.of(OrtEnvironment.class, Pace.class),
            model.toString(),
            Integer.toString(batch),
            Integer.toString(threads));
    return new ProcessContender(ONNXRUNTIME, command, Map.of());
  }

  List<ProcessContender> torchContenders(Path folder) {
    List<String> arguments =
        List.of(
            "--network=" + network.part(),
            "--batch=" + batch,
            "--threads=" + options.threads(),
            "--precision=" + options.precision().text());
    List<Mode> modes = new ArrayList<>(MODES);
    if (narrow()) {
      modes.replaceAll(mode -> Mode.of("autocast " + mode.name(), mode.mode()));
      modes.addAll(CAST);
    }
    return torch.contenders(SCRIPT, folder, modes, arguments);
  }

  private List<Row> rows(List<Result> results) {
    Result ours = results.get(OURS);
    List<Result> others = results.subList(OTHERS, results.size());
    List<Result> torches = others.stream().filter(one -> !isOnnxruntime(one)).toList();
    OptionalDouble overTorch = narrow() ? OVER_TORCH_IN_BFLOAT16 : OVER_TORCH;
    double operations = Arithmetic.forward(network.network().graph(), 1);
    List<Row> rows = new ArrayList<>();
    rows.add(Fastest.row(title(), overTorch, ours, torches, torch.missing()));
    others.stream()
        .filter(ScoreComparison::isOnnxruntime)
        .map(one -> Fastest.row(title() + ", " + ONNXRUNTIME, OVER_ONNXRUNTIME, ours, one))
        .forEach(rows::add);
    rows.add(Fastest.share(title(), OptionalDouble.empty(), ours, operations, results.get(LIMIT)));
    return rows;
  }

  private static boolean isOnnxruntime(Result result) {
    return result.name().equals(ONNXRUNTIME);
  }
}
