package io.kindling.bench;

import io.kindling.bench.accuracy.AccuracyBenchmark;
import io.kindling.bench.score.ScoreBenchmark;
import io.kindling.bench.train.TrainBenchmark;
import java.util.List;

/** The table of benchmarks: a new one is one row. */
final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(new TrainBenchmark(), new ScoreBenchmark(), new AccuracyBenchmark());

  private Benchmarks() {}

  static List<Benchmark> all() {
    return ALL;
  }
}
