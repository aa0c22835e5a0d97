package io.kindling.bench.train;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.graph.Graph;
import io.kindling.tensor.Tensor;
import java.util.Optional;

/** A backend that measures how long compiling and running take; it holds one plan at a time. */
public final class WatchedBackend implements Backend {
  private final Backend backend;
  private String table = "";
  private long compileNanos;
  private long runNanos;
  private long runs;

  /** Watches a backend, which is closed with this one. */
  public WatchedBackend(Backend backend) {
    this.backend = backend;
  }

  /** Returns the description of the last plan. */
  String table() {
    return table;
  }

  /** Returns the time that compiling the last plan took. */
  public double compileSeconds() {
    return compileNanos / 1e9;
  }

  /** Returns the time of all runs since {@link #forget}. */
  public long runNanos() {
    return runNanos;
  }

  /** Returns the mean time of a run since {@link #forget}. */
  double runSeconds() {
    return runNanos / 1e9 / Math.max(1, runs);
  }

  /** Forgets the runs so far. */
  void forget() {
    runNanos = 0;
    runs = 0;
  }

  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public String description() {
    return backend.description();
  }

  @Override
  public int threads() {
    return backend.threads();
  }

  @Override
  public Optional<String> unsupported(Precision precision) {
    return backend.unsupported(precision);
  }

  @Override
  public Plan compile(Graph graph, CompileOptions options) {
    long begin = System.nanoTime();
    Plan plan = backend.compile(graph, options);
    compileNanos = System.nanoTime() - begin;
    table = plan.describe();
    return new Watched(plan);
  }

  @Override
  public void close() {
    backend.close();
  }

  private final class Watched implements Plan {
    private final Plan plan;

    Watched(Plan plan) {
      this.plan = plan;
    }

    @Override
    public Tensor tensor(String name) {
      return plan.tensor(name);
    }

    @Override
    public long batch() {
      return plan.batch();
    }

    @Override
    public void run() {
      long begin = System.nanoTime();
      plan.run();
      runNanos += System.nanoTime() - begin;
      runs++;
    }

    @Override
    public void refresh() {
      plan.refresh();
    }

    @Override
    public String describe() {
      return plan.describe();
    }

    @Override
    public void close() {
      plan.close();
    }
  }
}
