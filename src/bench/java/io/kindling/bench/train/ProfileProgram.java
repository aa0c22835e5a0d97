package io.kindling.bench.train;

import io.kindling.backend.Backends;
import io.kindling.backend.Precision;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The process that is profiled: {@code NETWORK THREADS SECONDS PRECISION}. Its words go to the
 * error output, because oneDNN prints the times of its primitives to the other one.
 */
final class ProfileProgram {
  /** Stands before the number of steps, their time and the plan's share in milliseconds. */
  static final String STEPS = "@steps ";

  private ProfileProgram() {}

  /** Trains for some seconds and prints the plan and what a step took. */
  public static void main(String[] args) {
    TrainCase one = TrainCase.named(args[0]).in(Precision.named(args[3]).orElseThrow());
    int threads = Integer.parseInt(args[1]);
    try (WatchedBackend backend = new WatchedBackend(Backends.find().open("onednn", threads))) {
      Clock clock = new Clock(backend, Double.parseDouble(args[2]));
      Steps.run(one, backend, clock);
      System.err.print(backend.table());
      System.err.printf(
          Locale.ROOT,
          "compiled in %.2f s%n%s%d %.6f %.6f%n",
          backend.compileSeconds(),
          STEPS,
          clock.steps,
          clock.nanos / 1e6 / clock.steps,
          backend.runSeconds() * 1e3);
    }
  }

  /** Counts the steps after the first one, which compiles. */
  private static final class Clock implements BooleanSupplier {
    private final WatchedBackend backend;
    private final double seconds;
    private long steps = -2;
    private long begin;
    private long nanos;

    Clock(WatchedBackend backend, double seconds) {
      this.backend = backend;
      this.seconds = seconds;
    }

    @Override
    public boolean getAsBoolean() {
      steps++;
      if (steps == 0) {
        backend.forget();
        begin = System.nanoTime();
      }
      nanos = System.nanoTime() - begin;
      return steps <= 0 || nanos < seconds * 1e9;
    }
  }
}
