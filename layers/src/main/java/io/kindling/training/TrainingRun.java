package io.kindling.training;

import io.kindling.backend.Backend;
import io.kindling.backend.Collective;
import io.kindling.backend.Precision;
import io.kindling.graph.Graph;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a worker trains with.
 *
 * @param network the network as it is in inference
 * @param backend compiles and runs it; stays the caller's to close
 * @param training this worker's rows; stays the caller's to close
 * @param validation this worker's validation rows; stays the caller's to close
 * @param collective sums over the workers; all run with the same network and specification
 * @param sink takes this worker's events
 * @param cancelled is asked before every step and every batch of validation
 * @param keeper sees the state when a step and all that follows from it is done
 */
public record TrainingRun(
    Graph network,
    TrainingSpec spec,
    Backend backend,
    Feed training,
    Optional<Feed> validation,
    Collective collective,
    EventSink sink,
    BooleanSupplier cancelled,
    Consumer<TrainingState> keeper) {
  /** Returns a run of one worker without validation, events and an end before its time. */
  public static TrainingRun of(Graph network, TrainingSpec spec, Backend backend, Feed training) {
    Collective alone = Collective.alone();
    Optional<Feed> none = Optional.empty();
    return new TrainingRun(
        network, spec, backend, training, none, alone, EventSink.none(), () -> false, s -> {});
  }

  /**
   * Returns this in a precision that is named; every worker of the collective asks.
   *
   * @throws IllegalArgumentException when the backend does not compute in the one that is asked for
   */
  public TrainingRun settled() {
    Compute compute = spec.compute();
    TrainingSpec named =
        spec.compute(compute.precision(compute.settle(backend, collective).text()));
    return new TrainingRun(
        network, named, backend, training, validation, collective, sink, cancelled, keeper);
  }

  /** Returns what it computes in, once it is settled. */
  Precision precision() {
    return Precision.named(spec.compute().precision())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "TrainingRun: expected a precision that is settled, got auto. Settle it."));
  }

  /** Returns this with validation rows. */
  public TrainingRun validation(Feed rows) {
    Optional<Feed> some = Optional.of(rows);
    return new TrainingRun(
        network, spec, backend, training, some, collective, sink, cancelled, keeper);
  }

  /** Returns this as one of several workers. */
  public TrainingRun collective(Collective other) {
    return new TrainingRun(
        network, spec, backend, training, validation, other, sink, cancelled, keeper);
  }

  /** Returns this with a sink of events. */
  public TrainingRun sink(EventSink other) {
    return new TrainingRun(
        network, spec, backend, training, validation, collective, other, cancelled, keeper);
  }

  /** Returns this with a question that ends it. */
  public TrainingRun cancelled(BooleanSupplier other) {
    return new TrainingRun(
        network, spec, backend, training, validation, collective, sink, other, keeper);
  }

  /** Returns this with somebody who sees the state after each step; may not change it. */
  public TrainingRun keeper(Consumer<TrainingState> other) {
    return new TrainingRun(
        network, spec, backend, training, validation, collective, sink, cancelled, other);
  }
}
