package io.kindling.bench;

import io.kindling.bench.accuracy.AccuracyBenchmark;
import io.kindling.bench.accuracy.LargeBatchBenchmark;
import io.kindling.bench.faults.FaultsBenchmark;
import io.kindling.bench.hosts.AccuracyTimeBenchmark;
import io.kindling.bench.hosts.AllReduceBenchmark;
import io.kindling.bench.hosts.ScalingBenchmark;
import io.kindling.bench.hosts.StepOverheadBenchmark;
import io.kindling.bench.latency.LatencyBenchmark;
import io.kindling.bench.once.CompileBenchmark;
import io.kindling.bench.once.MemoryBenchmark;
import io.kindling.bench.perceptron.PerceptronBenchmark;
import io.kindling.bench.pipeline.PipelineBenchmark;
import io.kindling.bench.pipeline.TransformBenchmark;
import io.kindling.bench.rows.BigDataBenchmark;
import io.kindling.bench.score.ScoreBenchmark;
import io.kindling.bench.train.BusyBenchmark;
import io.kindling.bench.train.TrainBenchmark;
import io.kindling.bench.update.UpdateBenchmark;
import java.util.ArrayList;
import java.util.List;

/** The table of benchmarks: a new one is one row. */
final class Benchmarks {
  /** Those that {@code all} runs, in its order. */
  private static final List<Benchmark> EACH =
      List.of(
          new TrainBenchmark(),
          new PerceptronBenchmark(),
          new ScoreBenchmark(),
          new LatencyBenchmark(),
          new PipelineBenchmark(),
          new TransformBenchmark(),
          new MemoryBenchmark(),
          new CompileBenchmark(),
          new UpdateBenchmark(),
          new BusyBenchmark());

  private Benchmarks() {}

  static List<Benchmark> all() {
    List<Benchmark> benchmarks = new ArrayList<>(EACH);
    // Processes that are killed are no measure of speed.
    benchmarks.add(new FaultsBenchmark());
    // It needs data that a machine may not have, and takes half an hour.
    benchmarks.add(new AccuracyBenchmark());
    // They take the machine, or need what only root may make.
    benchmarks.add(new AllReduceBenchmark());
    benchmarks.add(new StepOverheadBenchmark());
    benchmarks.add(new ScalingBenchmark());
    benchmarks.add(new AccuracyTimeBenchmark());
    benchmarks.add(new LargeBatchBenchmark());
    benchmarks.add(new BigDataBenchmark());
    benchmarks.add(new AllBenchmark(EACH));
    return benchmarks;
  }
}
