package io.kindling.distributed;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;
import io.kindling.layers.schedule.History;
import io.kindling.layers.schedule.Schedule;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A user's schedule with a mistake: on one worker, in one step, it throws or ends the process.
 *
 * @param step in which it happens
 * @param worker on which it happens
 * @param exit whether the process ends
 * @param mark a file that is made when it happens, and that keeps it from happening again; empty
 *     for a mistake that is always made
 */
public record FailingSchedule(double rate, long step, int worker, boolean exit, String mark)
    implements Schedule {
  /** Returns a schedule that throws. */
  public static FailingSchedule throwing(double rate, long step, int worker) {
    return new FailingSchedule(rate, step, worker, false, "");
  }

  /** Returns a schedule that ends the process. */
  public static FailingSchedule exiting(double rate, long step, int worker) {
    return new FailingSchedule(rate, step, worker, true, "");
  }

  /** Returns this with a mistake that is made once only. */
  public FailingSchedule once(Path file) {
    return new FailingSchedule(rate, step, worker, exit, file.toString());
  }

  @Override
  public double rate(long now, long stepsPerEpoch, History history) {
    if (now == step
        && Thread.currentThread().getName().equals("kindling-worker-" + worker)
        && isDue()) {
      if (exit) {
        Runtime.getRuntime().halt(137);
      }
      throw new ArithmeticException("a mistake of the user");
    }
    return rate;
  }

  private boolean isDue() {
    try {
      return mark.isEmpty() || new File(mark).createNewFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it stand in JSON. */
  public static final class Types implements JsonTypesProvider {
    @Override
    public JsonTypes types() {
      return JsonTypes.none().with(FailingSchedule.class);
    }
  }
}
