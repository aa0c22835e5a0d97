package io.kindling.distributed;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;
import io.kindling.layers.schedule.History;
import io.kindling.layers.schedule.Schedule;

/** A user's schedule with a mistake: it throws on one worker in one step. */
public record FailingSchedule(double rate, long step, int worker) implements Schedule {
  @Override
  public double rate(long now, long stepsPerEpoch, History history) {
    if (now == step && Thread.currentThread().getName().equals("kindling-worker-" + worker)) {
      throw new ArithmeticException("a mistake of the user");
    }
    return rate;
  }

  /** Lets it stand in JSON. */
  public static final class Types implements JsonTypesProvider {
    @Override
    public JsonTypes types() {
      return JsonTypes.none().with(FailingSchedule.class);
    }
  }
}
