package io.kindling.distributed.session;

import io.kindling.distributed.spark.SparkInternals;
import io.kindling.training.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.spark.SparkEnv;
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
  private final SessionPlan plan;
  private final FitRegistry.Lease<StateShelf> shelf;
  private final long silence;

  private StateKeeper(
      SparkInternals.Driver driver, SessionPlan plan, FitRegistry.Lease<StateShelf> shelf) {
    this.driver = driver;
    this.plan = plan;
    this.shelf = shelf;
    this.silence = plan.options().limit().toNanos();
  }

  /**
   * Keeps what lies on a shelf, on a thread that ends when it has been taken or freed, or when the
   * driver has been out of reach for as long as workers wait for each other.
   *
   * @param shelf closed at the end
   */
  static void keep(
      SparkInternals.Driver driver, SessionPlan plan, FitRegistry.Lease<StateShelf> shelf) {
    StateKeeper keeper = new StateKeeper(driver, plan, shelf);
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
      Reply reply = ask(new Report.Kept(plan.attempt(), steps, SparkEnv.get().executorId()));
      if (reply.order() == Reply.Order.SAVE) {
        shelf.value().lend(this::send);
      }
      return reply.refusal().isEmpty();
    } catch (IOException e) {
      LOG.debug("The driver does not answer for now.", e);
      return SparkInternals.isGone(e) ? Boolean.FALSE : null;
    } catch (RuntimeException e) {
      // It would end the executor.
      LOG.warn("A kept state: cannot tell the driver, or send it there.", e);
      return null;
    }
  }

  private Reply ask(Report report) throws IOException, InterruptedException {
    return Reply.decode(driver.ask(report.encode(), ANSWER));
  }

  /** Gives the driver a state that no worker of the attempt that runs now has. */
  private void send(TrainingState state) {
    StateTransfer.send(
        plan.attempt(),
        plan.about(state.steps()),
        state,
        report -> {
          try {
            return ask(report);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Worker: interrupted while it sent its state.", e);
          }
        });
  }
}
