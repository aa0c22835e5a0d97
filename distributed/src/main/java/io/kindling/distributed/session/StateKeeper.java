package io.kindling.distributed.session;

import io.kindling.distributed.spark.SparkInternals;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the states of a failed attempt in its executor until a worker of the next one has taken
 * them, or the driver has no more use for them: then nothing else would free their memory.
 */
final class StateKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final SparkInternals.Driver driver;
  private final int attempt;
  private final FitRegistry.Lease<StateShelf> shelf;
  private final long silence;

  private StateKeeper(
      SparkInternals.Driver driver,
      int attempt,
      FitRegistry.Lease<StateShelf> shelf,
      Duration silence) {
    this.driver = driver;
    this.attempt = attempt;
    this.shelf = shelf;
    this.silence = silence.toNanos();
  }

  /**
   * Keeps what lies on a shelf, on a thread that ends when it has been taken or freed.
   *
   * @param shelf closed at the end
   * @param silence how long the driver may be out of reach
   */
  static void keep(
      SparkInternals.Driver driver,
      int attempt,
      FitRegistry.Lease<StateShelf> shelf,
      Duration silence) {
    StateKeeper keeper = new StateKeeper(driver, attempt, shelf, silence);
    Thread thread = new Thread(keeper::run, "kindling-keeper");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (shelf) {
      long heard = System.nanoTime();
      long steps = shelf.value().steps();
      while (steps != Report.NO_STATE) {
        Boolean wanted = isWanted(steps);
        heard = wanted == null ? heard : System.nanoTime();
        if (Boolean.FALSE.equals(wanted) || System.nanoTime() - heard > silence) {
          shelf.value().clear(steps);
        } else {
          Thread.sleep(LOOK_MILLIS);
        }
        steps = shelf.value().steps();
      }
    } catch (InterruptedException e) {
      shelf.value().clear(Long.MAX_VALUE);
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what the driver says; null when it does not answer for now. */
  private @Nullable Boolean isWanted(long steps) throws InterruptedException {
    try {
      byte[] answer = driver.ask(new Report.Kept(attempt, steps).encode(), ANSWER);
      return Reply.decode(answer).refusal().isEmpty();
    } catch (IOException e) {
      LOG.debug("The driver does not answer for now.", e);
      return SparkInternals.isGone(e) ? Boolean.FALSE : null;
    }
  }
}
