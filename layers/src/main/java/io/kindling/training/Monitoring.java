package io.kindling.training;

import java.util.Optional;

/**
 * When validation rows are scored and what the values are used for.
 *
 * @param interval steps between validations; 0 for the ends of epochs only
 * @param metric the name of the monitored value: {@code loss} or a metric's name, with {@code
 *     validation_} before it for validation rows. Empty: {@code validation_loss} where there are
 *     such rows, else {@code loss}. Schedules see its history, early stopping follows it, and the
 *     best parameters are those with its best value
 * @param earlyStopping empty to train all epochs
 */
public record Monitoring(long interval, String metric, Optional<EarlyStopping> earlyStopping) {
  /** What stands before the names of metrics on validation rows. */
  public static final String VALIDATION = "validation_";

  /** The name of the loss among the metrics. */
  public static final String LOSS = "loss";

  /** Checks the interval. */
  public Monitoring {
    if (interval < 0) {
      throw new IllegalArgumentException(
          "Monitoring: expected an interval of 0 steps or more, got " + interval + ". Correct it.");
    }
  }

  /** Returns validation at the ends of epochs, without early stopping. */
  public static Monitoring atEpochs() {
    return new Monitoring(0, "", Optional.empty());
  }

  /** Returns this with validation every few steps too. */
  public Monitoring interval(long steps) {
    return new Monitoring(steps, metric, earlyStopping);
  }

  /** Returns this with another monitored value. */
  public Monitoring metric(String name) {
    return new Monitoring(interval, name, earlyStopping);
  }

  /** Returns this with early stopping. */
  public Monitoring earlyStopping(EarlyStopping rule) {
    return new Monitoring(interval, metric, Optional.of(rule));
  }

  /** Returns the name of the monitored value. */
  String monitored(boolean hasValidation) {
    return !metric.isEmpty() ? metric : hasValidation ? VALIDATION + LOSS : LOSS;
  }
}
