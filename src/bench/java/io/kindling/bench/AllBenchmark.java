package io.kindling.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Every benchmark one after another; those whose ratios shall hold on one thread too run on one as
 * well.
 */
final class AllBenchmark implements Benchmark {
  private final List<Benchmark> benchmarks;

  AllBenchmark(List<Benchmark> benchmarks) {
    this.benchmarks = List.copyOf(benchmarks);
  }

  @Override
  public String name() {
    return "all";
  }

  @Override
  public String summary() {
    return "every benchmark, on all threads and, where it matters, on one";
  }

  @Override
  public List<String> parts() {
    return benchmarks.stream().map(Benchmark::name).toList();
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    List<Row> rows = new ArrayList<>();
    for (Benchmark one : benchmarks) {
      if (options.parts().contains(one.name())) {
        rows.addAll(one.run(options.of(one.parts(), options.threads()), out));
        if (one.holdsOnOneThread() && options.threads() > 1) {
          for (Row row : one.run(options.of(one.parts(), 1), out)) {
            rows.add(row.named(row.name() + ", 1 thread"));
          }
        }
      }
    }
    return rows;
  }
}
