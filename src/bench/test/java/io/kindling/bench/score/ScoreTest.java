package io.kindling.bench.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Precision;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.bench.Options;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.measure.Torch;
import io.kindling.bench.network.BenchNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTest {
  @TempDir Path folder;

  @Test
  void oursAndOnnxruntimeScoreTheSameFile() throws Exception {
    Path model = ScorePlan.write(BenchNetwork.LENET, folder);
    int[] asked = new int[2];
    try (ReferenceBackend backend = new ReferenceBackend()) {
      ScoreProgram.run(model, 3, backend, Precision.FLOAT32, () -> ++asked[0] <= 2);
    }
    OnnxruntimeProgram.run(model, 3, 1, () -> ++asked[1] <= 2);
    assertThat(asked).containsExactly(3, 3);
  }

  @Test
  void onnxruntimeRunsInAProcessWithItsOwnJarAlone() {
    Path model = ScorePlan.write(BenchNetwork.LENET, folder);
    try (ProcessContender one = ScoreComparison.onnxruntime(model, 2, 1)) {
      one.start();
      assertThat(one.description()).startsWith("onnxruntime ");
      assertThat(one.round(0.01).units()).isPositive();
    }
  }

  @Test
  void thePeerRunsInAllItsModes() {
    Options options = Options.parse(List.of("--threads", "2"), List.of());
    Torch torch = new Torch("python", Optional.empty());
    ScoreComparison one = new ScoreComparison(BenchNetwork.VGG, 32, options, torch);
    assertThat(one.torchContenders(folder))
        .extracting(ProcessContender::name)
        .hasSize(6)
        .doesNotHaveDuplicates();
    assertThat(folder.resolve("score.py")).content().contains("import serve");
  }

  @Test
  void inBfloat16ThePeerRunsUnderAutocastAndWithCastWeights() {
    Options options = Options.parse(List.of("--precision", "bfloat16"), List.of());
    Torch torch = new Torch("python", Optional.empty());
    ScoreComparison one = new ScoreComparison(BenchNetwork.VGG, 32, options, torch);
    assertThat(one.torchContenders(folder))
        .extracting(ProcessContender::name)
        .contains("PyTorch autocast frozen channels_last", "PyTorch cast compiled")
        .hasSize(10)
        .doesNotHaveDuplicates();
  }
}
