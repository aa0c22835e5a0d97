package io.kindling.bench;

import io.kindling.backend.Precision;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Every benchmark one after another, in both precisions where something is required; those whose
 * ratios shall hold on one thread too run on one as well.
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
        for (int threads : threads(one, options.threads())) {
          for (Precision precision : Precision.values()) {
            rows.addAll(rows(one, options.threads(threads).precision(precision), out));
          }
        }
      }
    }
    return rows;
  }

  private static List<Integer> threads(Benchmark one, int all) {
    return one.holdsOnOneThread() && all > 1 ? List.of(all, 1) : List.of(all);
  }

  private static List<Row> rows(Benchmark one, Options options, PrintStream out) {
    List<String> parts = one.required(options.precision());
    if (parts.isEmpty()) {
      return List.of();
    }
    String threads = options.threads() == 1 ? ", 1 thread" : "";
    return one.run(options.parts(parts), out).stream()
        .map(row -> row.named(row.name() + threads))
        .toList();
  }
}
