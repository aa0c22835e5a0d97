package io.kindling.bench.accuracy;

import io.kindling.bench.measure.ContenderException;
import io.kindling.bench.measure.Torch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same recipe in PyTorch. */
record TorchAccuracy(Torch torch, int threads) {
  private static final String SCRIPT = "accuracy.py";
  private static final String FOUND = "@accuracy ";

  /** Trains in a process of its own, on images in files, and returns the accuracy. */
  double train(Recipe recipe, Path train, Path test, long seed) {
    List<String> command =
        new ArrayList<>(List.of(torch.python(), torch.unpack(SCRIPT, folder(train)).toString()));
    command.addAll(
        List.of(
            "--network=" + recipe.script(),
            "--train=" + train,
            "--test=" + test,
            "--epochs=" + recipe.epochs(),
            "--batch=" + recipe.batch(),
            "--rate=" + recipe.rate(),
            "--mean=" + recipe.mean(),
            "--unit=" + recipe.unit(),
            "--threads=" + threads,
            "--seed=" + seed));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return said.lines()
          .filter(line -> line.startsWith(FOUND))
          .mapToDouble(line -> Double.parseDouble(line.substring(FOUND.length())))
          .findFirst()
          .orElseThrow(
              () ->
                  new ContenderException(
                      "TorchAccuracy: expected an accuracy, got exit code " + code + "."));
    } catch (IOException e) {
      throw new ContenderException("TorchAccuracy: expected to start Python, got " + e + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContenderException("TorchAccuracy: expected an accuracy, was interrupted.");
    }
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().resolveSibling("");
  }
}
