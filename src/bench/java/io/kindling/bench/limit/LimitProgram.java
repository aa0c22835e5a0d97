package io.kindling.bench.limit;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.bench.measure.Pace;
import io.kindling.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that measures the arithmetic limit: {@code THREADS PRECISION}. It counts billions of
 * operations of the fastest of {@link LimitCase}, on the same backend as the training step.
 */
final class LimitProgram {
  private static final int TRIES = 5;
  private static final double WARM_UP = 1;

  private LimitProgram() {}

  private record Candidate(LimitCase one, Plan plan, double operations, double best) {}

  /** Computes as long as rounds are asked for. */
  public static void main(String[] args) {
    int threads = Integer.parseInt(args[0]);
    Precision precision = Precision.named(args[1]).orElseThrow();
    try (Backend backend = Backends.find().open("onednn", threads)) {
      List<Candidate> candidates = new ArrayList<>();
      for (LimitCase one : LimitCase.all()) {
        candidates.add(tried(one, backend, precision));
      }
      Candidate fastest = candidates.get(0);
      for (Candidate other : candidates) {
        fastest = other.best() > fastest.best() ? other : fastest;
      }
      Candidate chosen = fastest;
      String description = chosen.one().name();
      Pace pace = Pace.ofProcess(() -> description, chosen.operations() / 1e9, WARM_UP);
      while (pace.next()) {
        chosen.plan().run();
      }
      candidates.forEach(candidate -> candidate.plan().close());
    }
  }

  private static Candidate tried(LimitCase one, Backend backend, Precision precision) {
    Graph graph = one.graph();
    Plan plan = backend.compile(graph, CompileOptions.of(one.batch()).precision(precision));
    LimitCase.fill(graph, plan);
    double operations = Arithmetic.forward(graph, one.batch());
    double best = 0;
    for (int i = 0; i < TRIES; i++) {
      long begin = System.nanoTime();
      plan.run();
      best = Math.max(best, operations / (System.nanoTime() - begin));
    }
    return new Candidate(one, plan, operations, best);
  }
}
