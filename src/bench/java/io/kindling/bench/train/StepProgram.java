package io.kindling.bench.train;

import io.kindling.backend.Backends;
import io.kindling.backend.Precision;
import io.kindling.bench.measure.Pace;
import java.util.Locale;

/** Our contender's process: {@code NETWORK THREADS PRECISION}. */
public final class StepProgram {
  private static final double WARM_UP = 3;

  private StepProgram() {}

  /** Trains as long as rounds are asked for. */
  public static void main(String[] args) {
    TrainCase one = TrainCase.named(args[0]).in(Precision.named(args[2]).orElseThrow());
    int threads = Integer.parseInt(args[1]);
    try (WatchedBackend backend = new WatchedBackend(Backends.find().open("onednn", threads))) {
      Pace pace =
          Pace.ofProcess(
              () ->
                  String.format(
                      Locale.ROOT,
                      "%s, %d threads, compiled in %.2f s",
                      backend.description(),
                      threads,
                      backend.compileSeconds()),
              one.batch(),
              WARM_UP);
      Steps.run(one, backend, pace::next);
    }
  }
}
