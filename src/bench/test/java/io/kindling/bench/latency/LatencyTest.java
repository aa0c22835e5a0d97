package io.kindling.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.bench.score.ScorePlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyTest {
  @TempDir Path folder;

  @Test
  void bothContendersTimeTheSameFile() {
    Path model = ScorePlan.write(BenchNetwork.LENET, folder);
    for (ProcessContender contender :
        List.of(
            LatencyBenchmark.ours(model, 1, 0.5), LatencyBenchmark.onnxruntime(model, 1, 0.99))) {
      try (contender) {
        contender.start();
        assertThat(contender.round(0.05).units()).isPositive();
      }
    }
  }

  @Test
  void aQuantileIsTheSmallestThatTheShareDoesNotExceed() {
    Quantiles quantiles = new Quantiles();
    for (int i = 100_000; i >= 1; i--) {
      quantiles.add(i * 1000L);
    }
    assertThat(quantiles.micros(0.5)).isEqualTo(50_000);
    assertThat(quantiles.micros(0.99)).isEqualTo(99_000);
    assertThat(quantiles.micros(1)).isEqualTo(100_000);
    quantiles.clear();
    quantiles.add(3000);
    assertThat(quantiles.micros(0.5)).isEqualTo(3);
  }
}
