package io.kindling.training;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.loss.Loss;
import io.kindling.layers.metric.Metric;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.schedule.Schedule;
import java.util.function.Consumer;

/**
 * How a network is trained: values only, the same for every worker, written to JSON as a whole. The
 * network itself and its first parameters stand apart, because they are big.
 *
 * @param objective losses, metrics and frozen parameters
 * @param optimizer how parameters follow the gradient; holds the weight decay
 * @param schedule the learning rate of each step
 * @param clipping bounds of the gradient
 * @param epochs how often every row is seen, 1 or more
 * @param batch the rows of a step over all workers, 1 or more
 * @param seed decides the order of rows and all random masks
 * @param shuffle whether each epoch takes the rows in an order of its own; otherwise all epochs
 *     take them in one order, which the rows' bytes and the seed decide
 * @param monitoring validation and early stopping
 * @param compute backend, threads and precision
 * @param synchronization when workers agree, and what they send for it
 */
public record TrainingSpec(
    Objective objective,
    Optimizer optimizer,
    Schedule schedule,
    GradientClipping clipping,
    long epochs,
    int batch,
    long seed,
    boolean shuffle,
    Monitoring monitoring,
    Compute compute,
    Synchronization synchronization) {
  private static final JsonTypes TYPES = JsonTypes.none().with(TrainingSpec.class);

  /** Checks the numbers. */
  public TrainingSpec {
    if (epochs < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "TrainingSpec: expected 1 epoch and a batch of 1 or more, got "
              + epochs
              + " and "
              + batch
              + ". Correct them.");
    }
  }

  /** Returns one epoch of batches of 32 rows with seed 0 and nothing beside. */
  public static TrainingSpec of(Objective objective, Optimizer optimizer, Schedule schedule) {
    GradientClipping unbounded = GradientClipping.none();
    Monitoring atEpochs = Monitoring.atEpochs();
    return new TrainingSpec(
        objective,
        optimizer,
        schedule,
        unbounded,
        1,
        32,
        0,
        true,
        atEpochs,
        Compute.auto(),
        Synchronization.everyStep());
  }

  /** Returns one epoch for a network with one output. */
  public static TrainingSpec of(Loss loss, Optimizer optimizer, Schedule schedule) {
    return of(Objective.of(loss), optimizer, schedule);
  }

  /** Returns this with another objective. */
  public TrainingSpec objective(Objective other) {
    return with(draft -> draft.objective = other);
  }

  /** Returns this with metrics of the first output. */
  public TrainingSpec metrics(Metric... metrics) {
    return objective(objective.metrics(metrics));
  }

  /** Returns this with bounds of the gradient. */
  public TrainingSpec clipping(GradientClipping other) {
    return with(draft -> draft.clipping = other);
  }

  /** Returns this with another number of epochs. */
  public TrainingSpec epochs(long number) {
    return with(draft -> draft.epochs = number);
  }

  /** Returns this with another number of rows a step. */
  public TrainingSpec batch(int rows) {
    return with(draft -> draft.batch = rows);
  }

  /** Returns this with another seed. */
  public TrainingSpec seed(long number) {
    return with(draft -> draft.seed = number);
  }

  /** Returns this with epochs that each have an order of their own, or all the same. */
  public TrainingSpec shuffle(boolean flag) {
    return with(draft -> draft.shuffle = flag);
  }

  /** Returns the order of this many training rows. */
  public EpochOrder order(long rows) {
    return new EpochOrder(rows, batch, seed, shuffle);
  }

  /** Returns this with other validation and early stopping. */
  public TrainingSpec monitoring(Monitoring other) {
    return with(draft -> draft.monitoring = other);
  }

  /** Returns this on another backend, number of threads or precision. */
  public TrainingSpec compute(Compute other) {
    return with(draft -> draft.compute = other);
  }

  /** Returns this with workers that agree at other times, or send other things. */
  public TrainingSpec synchronization(Synchronization other) {
    return with(draft -> draft.synchronization = other);
  }

  /** Returns this as JSON on one line. */
  public String toJson(JsonCodec codec) {
    return codec.with(TYPES).toJson(this);
  }

  /**
   * Returns what a document describes.
   *
   * @throws IllegalArgumentException when it is malformed or names what is not allowed
   */
  public static TrainingSpec fromJson(String json, JsonCodec codec) {
    return codec.with(TYPES).fromJson(json, TrainingSpec.class);
  }

  private TrainingSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.spec();
  }

  /** The components on the way from one specification to the next. */
  private static final class Draft {
    private Objective objective;
    private final Optimizer optimizer;
    private final Schedule schedule;
    private GradientClipping clipping;
    private long epochs;
    private int batch;
    private long seed;
    private boolean shuffle;
    private Monitoring monitoring;
    private Compute compute;
    private Synchronization synchronization;

    Draft(TrainingSpec from) {
      objective = from.objective;
      optimizer = from.optimizer;
      schedule = from.schedule;
      clipping = from.clipping;
      epochs = from.epochs;
      batch = from.batch;
      seed = from.seed;
      shuffle = from.shuffle;
      monitoring = from.monitoring;
      compute = from.compute;
      synchronization = from.synchronization;
    }

    TrainingSpec spec() {
      return new TrainingSpec(
          objective,
          optimizer,
          schedule,
          clipping,
          epochs,
          batch,
          seed,
          shuffle,
          monitoring,
          compute,
          synchronization);
    }
  }
}
