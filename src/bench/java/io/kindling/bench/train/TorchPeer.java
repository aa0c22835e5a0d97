package io.kindling.bench.train;

import io.kindling.backend.Precision;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.measure.Torch;
import io.kindling.bench.measure.Torch.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** PyTorch's training step in each of the ways it can be run; the fastest is the peer. */
public record TorchPeer(Torch torch) {
  private static final String SCRIPT = "train_step.py";

  /** Of OpenBLAS a second thread may cost more than it brings, where PyTorch is built with it. */
  private static final Map<String, String> ONE_BLAS = Map.of("OPENBLAS_NUM_THREADS", "1");

  private static final List<Mode> MODES =
      List.of(
          Mode.of("eager", "contiguous"),
          new Mode("eager, one OpenBLAS thread", "contiguous", ONE_BLAS),
          Mode.of("eager channels_last", "channels_last"),
          Mode.of("compiled", "compiled"),
          Mode.of("compiled channels_last", "compiled_channels_last"));

  /** Returns a contender for every mode; none when PyTorch is missing. */
  public List<ProcessContender> contenders(TrainCase one, int threads, Path folder) {
    List<String> arguments =
        List.of(
            "--network=" + one.name(),
            "--batch=" + one.batch(),
            "--threads=" + threads,
            "--precision=" + one.precision().text());
    return torch.contenders(SCRIPT, folder, modes(one.precision()), arguments);
  }

  private static List<Mode> modes(Precision precision) {
    return precision == Precision.FLOAT32
        ? MODES
        : MODES.stream()
            .map(mode -> new Mode("autocast " + mode.name(), mode.mode(), mode.environment()))
            .toList();
  }

  List<Lane> lanes(TrainCase one, int threads, Path folder) {
    return contenders(one, threads, folder).stream()
        .map(contender -> new Lane(contender, BareStep.UNIT))
        .toList();
  }
}
