package io.kindling.bench.measure;

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
 * A Python with PyTorch, in which scripts of this module run.
 *
 * @param python the interpreter
 * @param missing why it cannot be used; empty when it can
 */
public record Torch(String python, Optional<String> missing) {
  /** The environment variable that names the interpreter. */
  static final String VARIABLE = "KINDLING_PYTHON";

  private static final long LIMIT_SECONDS = 120;

  /** What scripts import from each other. */
  private static final List<String> SHARED = List.of("networks.py", "rounds.py", "train_step.py");

  /**
   * A way to run PyTorch.
   *
   * @param mode what a script calls it
   * @param environment what is set beside this process's environment
   */
  public record Mode(String name, String mode, Map<String, String> environment) {
    /** Returns a mode whose environment is this process's. */
    public static Mode of(String name, String mode) {
      return new Mode(name, mode, Map.of());
    }
  }

  /**
   * Looks for torch in a Python, in that of the environment, or in the one on the path.
   *
   * @param chosen the interpreter that the user named
   */
  public static Torch find(Optional<String> chosen) {
    String python =
        chosen
            .or(() -> Optional.ofNullable(System.getenv(VARIABLE)).filter(v -> !v.isEmpty()))
            .orElse("python3");
    return new Torch(python, missing(python));
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
      throw new IllegalStateException("Torch: expected to look for torch, was interrupted.", e);
    }
  }

  private static String install(String python) {
    return "PyTorch is missing; run: " + python + " -m pip install torch";
  }

  /**
   * Returns a contender for every mode of a script; none when PyTorch is missing.
   *
   * @param folder is given the script
   * @param arguments of the script beside {@code --mode}
   */
  public List<ProcessContender> contenders(
      String script, Path folder, List<Mode> modes, List<String> arguments) {
    if (missing.isPresent()) {
      return List.of();
    }
    Path file = unpack(script, folder);
    List<ProcessContender> contenders = new ArrayList<>();
    for (Mode mode : modes) {
      List<String> command = new ArrayList<>(List.of(python, file.toString()));
      command.addAll(arguments);
      command.add("--mode=" + mode.mode());
      contenders.add(new ProcessContender("PyTorch " + mode.name(), command, mode.environment()));
    }
    return contenders;
  }

  /** Puts a script and what it imports into a folder, and returns the script. */
  public Path unpack(String script, Path folder) {
    SHARED.forEach(shared -> copy(shared, folder));
    return copy(script, folder);
  }

  private static Path copy(String name, Path folder) {
    Path file = folder.resolve(name);
    try (InputStream from =
        Objects.requireNonNull(Torch.class.getResourceAsStream("/python/" + name))) {
      return Files.writeString(file, new String(from.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
