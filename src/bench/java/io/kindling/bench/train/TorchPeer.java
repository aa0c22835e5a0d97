package io.kindling.bench.train;

import io.kindling.bench.Options;
import io.kindling.bench.measure.ProcessContender;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * PyTorch in each of the ways it can be run; the fastest is the peer.
 *
 * @param python the interpreter
 * @param missing why it cannot be measured; empty when it can
 */
record TorchPeer(String python, Optional<String> missing) {
  /** The environment variable that names the interpreter. */
  static final String VARIABLE = "KINDLING_PYTHON";

  private static final String SCRIPT = "train_step.py";
  private static final long LIMIT_SECONDS = 120;

  /** A way to run PyTorch: the script's mode, and what is set in its environment. */
  private record Mode(String name, String mode, Map<String, String> environment) {}

  /** Of OpenBLAS a second thread may cost more than it brings, where PyTorch is built with it. */
  private static final Map<String, String> ONE_BLAS = Map.of("OPENBLAS_NUM_THREADS", "1");

  private static final List<Mode> MODES =
      List.of(
          new Mode("eager", "contiguous", Map.of()),
          new Mode("eager, one OpenBLAS thread", "contiguous", ONE_BLAS),
          new Mode("eager channels_last", "channels_last", Map.of()),
          new Mode("compiled", "compiled", Map.of()),
          new Mode("compiled channels_last", "compiled_channels_last", Map.of()));

  /** Looks for torch in the Python of the options, of the environment, or on the path. */
  static TorchPeer find(Options options) {
    String python =
        options
            .python()
            .or(() -> Optional.ofNullable(System.getenv(VARIABLE)).filter(v -> !v.isEmpty()))
            .orElse("python3");
    return new TorchPeer(python, missing(python));
  }

  private static Optional<String> missing(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import torch")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
        return Optional.of(python + " did not import torch within " + LIMIT_SECONDS + " s");
      }
      return process.exitValue() == 0 ? Optional.empty() : Optional.of(install(python));
    } catch (IOException e) {
      return Optional.of(
          "no Python \"" + python + "\"; name one that has torch by --python or $" + VARIABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("TorchPeer: expected to look for torch, was interrupted.", e);
    }
  }

  private static String install(String python) {
    return "PyTorch is missing; run: " + python + " -m pip install torch";
  }

  /** Returns a contender for every mode; none when PyTorch is missing. */
  List<ProcessContender> contenders(TrainCase one, int threads, Path folder) {
    List<ProcessContender> contenders = new ArrayList<>();
    if (missing.isEmpty()) {
      Path script = unpack(folder);
      for (Mode mode : MODES) {
        List<String> command =
            List.of(
                python,
                script.toString(),
                "--network=" + one.name(),
                "--batch=" + one.batch(),
                "--threads=" + threads,
                "--mode=" + mode.mode());
        String name = "PyTorch " + mode.name();
        contenders.add(new ProcessContender(name, command, mode.environment()));
      }
    }
    return contenders;
  }

  private static Path unpack(Path folder) {
    Path script = folder.resolve(SCRIPT);
    try (InputStream from =
        Objects.requireNonNull(TorchPeer.class.getResourceAsStream("/python/" + SCRIPT))) {
      Files.writeString(script, new String(from.readAllBytes(), StandardCharsets.UTF_8));
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
