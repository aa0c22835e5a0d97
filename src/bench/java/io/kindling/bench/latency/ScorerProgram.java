package io.kindling.bench.latency;

import io.kindling.scoring.Scorer;
import io.kindling.scoring.ScorerOptions;
import java.nio.file.Path;
import java.util.Random;

/** Our contender's process: {@code MODEL THREADS QUANTILE}. */
public final class ScorerProgram {
  private ScorerProgram() {}

  /** Scores one row after the other, each from an array to an array. */
  public static void main(String[] args) {
    int threads = Integer.parseInt(args[1]);
    ScorerOptions options = ScorerOptions.defaults().plans(1).threads(threads).batch(1);
    try (Scorer scorer = Scorer.open(Path.of(args[0]), options).warmUp()) {
      int width =
          Math.toIntExact(scorer.inputs().values().iterator().next().shape().drop(0).size());
      float[] row = new float[width];
      Random random = new Random(1);
      for (int i = 0; i < width; i++) {
        row[i] = random.nextFloat();
      }
      new LatencyRounds(Double.parseDouble(args[2]))
          .run(threads + " threads", () -> scorer.score(row));
    }
  }
}
