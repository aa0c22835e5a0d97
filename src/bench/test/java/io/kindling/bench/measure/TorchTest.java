package io.kindling.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchTest {
  @TempDir Path folder;

  private static Optional<String> missing(String python) {
    return Torch.find(Optional.of(python)).missing();
  }

  @Test
  void aPythonWithoutTorchIsToldWithTheCommand() throws Exception {
    Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\nexit 1\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    assertThat(missing(python.toString()))
        .contains("PyTorch is missing; run: " + python + " -m pip install torch");
    assertThat(missing("no-such-python").orElseThrow()).contains("no-such-python");
    Files.writeString(python, "#!/bin/sh\nexit 0\n");
    assertThat(missing(python.toString())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"accuracy.py", "memory.py", "score.py", "train_step.py"})
  void aScriptIsUnpackedWithWhatItImports(String script) throws Exception {
    Path sources = Path.of("python");
    Files.readString(new Torch("python3", Optional.empty()).unpack(script, folder))
        .lines()
        .filter(line -> line.startsWith("from "))
        .map(line -> line.split(" ")[1] + ".py")
        .filter(imported -> Files.exists(sources.resolve(imported)))
        .forEach(imported -> assertThat(folder.resolve(imported)).exists());
  }
}
