package io.kindling.test.support;

import io.kindling.test.support.OtherJvm.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * This machine as hardened pods have it, made by a mount namespace: the root file system is
 * read-only, {@code /tmp} without execution, the user has neither root nor a home. What a command
 * needs it finds below {@code /mnt}.
 *
 * @param script {@code hardened-host.sh}
 * @param mounts what there is below {@code /mnt}, by name: a path of this machine, nothing for a
 *     folder that can be written to, or {@code noexec} for one without execution
 */
public record HardenedHost(Path script, Map<String, String> mounts) {
  /** Returns what this machine lacks for it; empty when it lacks nothing. */
  public Optional<String> lacking(Path folder) throws IOException, InterruptedException {
    try {
      Outcome trial = new HardenedHost(script, Map.of()).run(folder, 20, List.of("true"));
      return trial.status() == 0 ? Optional.empty() : Optional.of(trial.errors().strip());
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Runs a command and waits for its end. */
  public Outcome run(Path folder, long limitSeconds, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "bash"));
    command.add(script.toString());
    command.add(Files.createTempDirectory(folder, "stage").toString());
    mounts.forEach((name, path) -> command.add(name + "=" + path));
    command.add("--");
    command.addAll(words);
    Path output = Files.createTempFile(folder, "hardened", ".out");
    Path errors = Files.createTempFile(folder, "hardened", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "HardenedHost: expected %s to end within %d s, got no end. Its errors: %s"
                .formatted(words, limitSeconds, Files.readString(errors)));
      }
      return new Outcome(
          process.exitValue(),
          Files.readString(output, StandardCharsets.UTF_8),
          Files.readString(errors, StandardCharsets.UTF_8));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }
}
