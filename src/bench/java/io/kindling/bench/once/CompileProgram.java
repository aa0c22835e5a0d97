package io.kindling.bench.once;

import io.kindling.backend.Backends;
import io.kindling.bench.measure.FreshProcess;
import io.kindling.bench.train.Steps;
import io.kindling.bench.train.TrainCase;
import io.kindling.bench.train.WatchedBackend;

/** The process that compiles: {@code NETWORK THREADS first|again}. */
final class CompileProgram {
  static final String FIRST = "first";
  static final String AGAIN = "again";

  private CompileProgram() {}

  /** Tells how many seconds compiling took. */
  public static void main(String[] args) {
    TrainCase one = TrainCase.named(args[0]);
    int threads = Integer.parseInt(args[1]);
    // The library is loaded before: that is once in a process, whatever it computes.
    Backends backends = Backends.find();
    backends.open("onednn", threads).close();
    FreshProcess.answer(
        threads + " threads",
        () -> {
          double first = seconds(one, backends, threads);
          return args[2].equals(AGAIN) ? seconds(one, backends, threads) : first;
        });
  }

  /** As a fit does: a backend of its own, a plan, a step. */
  private static double seconds(TrainCase one, Backends backends, int threads) {
    try (WatchedBackend backend = new WatchedBackend(backends.open("onednn", threads))) {
      int[] done = new int[1];
      Steps.run(one, backend, () -> done[0]++ < 1);
      return backend.compileSeconds();
    }
  }
}
