package io.kindling.bench.update;

import io.kindling.backend.Backends;
import io.kindling.bench.measure.Pace;
import io.kindling.bench.train.Steps;
import io.kindling.bench.train.WatchedBackend;

/**
 * The process that updates: {@code OPTIMIZER THREADS}. It trains by the loop that users get; the
 * time in which the plan runs does not count.
 */
final class UpdateProgram {
  private static final double WARM_UP = 3;

  private UpdateProgram() {}

  /** Trains as long as rounds are asked for. */
  public static void main(String[] args) {
    UpdateCase one = UpdateCase.named(args[0]);
    int threads = Integer.parseInt(args[1]);
    try (WatchedBackend backend = new WatchedBackend(Backends.find().open("onednn", threads))) {
      String words = "%s, %d threads".formatted(one.optimizer(), threads);
      Pace pace = Pace.ofProcess(() -> words, one.bytes() / 1e9, WARM_UP, backend::runNanos);
      Steps.run(UpdateCase.network(), one.optimizer(), backend, () -> {}, pace::next);
    }
  }
}
