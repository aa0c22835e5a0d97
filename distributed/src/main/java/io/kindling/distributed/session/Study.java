package io.kindling.distributed.session;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.distributed.checkpoint.CheckpointStore;
import io.kindling.distributed.spark.SparkInternals;
import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import io.kindling.layers.Network;
import io.kindling.layers.json.JsonCodec;
import io.kindling.training.CheckpointFormat;
import io.kindling.training.EpochOrder;
import io.kindling.training.EventSink;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import io.kindling.training.StateExchange;
import io.kindling.training.StoreFeed;
import io.kindling.training.Trainer;
import io.kindling.training.TrainingResult;
import io.kindling.training.TrainingRun;
import io.kindling.training.TrainingSpec;
import io.kindling.training.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The training loop of one worker, on a thread that is there for nothing else. */
final class Study {
  private final SessionPlan plan;
  private final int rank;
  private final WorkerRows rows;
  private final HeldState held;
  private final Membership membership;
  private final Progress progress;
  private final Outside outside;

  /**
   * What the worker says to those outside, and hears from them.
   *
   * @param driver is asked
   * @param saveAsked whether the driver wants the state to be saved now
   * @param sink takes the events of this worker
   */
  record Outside(Membership.Driver driver, BooleanSupplier saveAsked, EventSink sink) {}

  /**
   * Prepares the loop.
   *
   * @param held given back at the end of {@link #run}
   * @param outside the driver and the events
   */
  Study(
      SessionPlan plan,
      int rank,
      WorkerRows rows,
      HeldState held,
      Membership membership,
      Progress progress,
      Outside outside) {
    this.plan = plan;
    this.rank = rank;
    this.rows = rows;
    this.held = held;
    this.membership = membership;
    this.progress = progress;
    this.outside = outside;
  }

  /** Trains and hands the result to a receiver, before the memory is freed. */
  void run(BooleanSupplier cancelled, Receiver receiver) {
    Optional<Checkpointer> saving = checkpointer();
    try (held) {
      train(
          cancelled,
          saving.isPresent() ? saving.get() : this::keep,
          (trained, outcome) -> {
            saving.ifPresent(each -> each.await(cancelled));
            receiver.take(trained, outcome);
          });
    } finally {
      saving.ifPresent(Checkpointer::close);
    }
  }

  private void train(BooleanSupplier cancelled, Consumer<TrainingState> keeper, Receiver receiver) {
    JsonCodec codec = JsonCodec.standard();
    TrainingSpec spec = TrainingSpec.fromJson(plan.spec(), codec);
    Graph network = Network.fromJson(plan.network(), codec).graph();
    Map<String, Type> inputs = spec.objective().inputs(network);
    ParameterLayout layout = ParameterLayout.of(network);
    try (Backend backend = Backends.find().open(spec.compute().backend(), plan.threads());
        StoreFeed training =
            StoreFeed.open(
                rows.training(),
                spec.order(plan.training().count()),
                inputs,
                plan.workers(),
                rank,
                plan.options().limit())) {
      TrainingRun run =
          TrainingRun.of(network, spec, backend, progress.counting(training))
              .collective(membership.collective())
              .sink(outside.sink())
              .cancelled(cancelled)
              .keeper(keeper)
              .settled();
      if (rows.validation().isEmpty()) {
        train(run, layout, backend, receiver);
      } else {
        try (StoreFeed validation =
            StoreFeed.open(
                rows.validation().get(),
                EpochOrder.sequential(plan.validation().count(), spec.batch()),
                inputs,
                plan.workers(),
                rank,
                plan.options().limit())) {
          train(run.validation(validation), layout, backend, receiver);
        }
      }
    }
  }

  private void train(TrainingRun run, ParameterLayout layout, Backend backend, Receiver receiver) {
    Reply.Holder holder = membership.holder();
    boolean has =
        holder.rank() != Reply.NOBODY && !holder.withDriver() && held.steps() == holder.steps();
    TrainingState state = held.get(run.spec(), run.validation().isPresent(), layout);
    if (holder.rank() == Reply.NOBODY && plan.checkpoints().resumes()) {
      resume(state, run.training().stepsPerEpoch());
    } else if (holder.rank() == Reply.NOBODY) {
      begin(state);
    } else if (holder.withDriver()) {
      fetch(state, run.training().stepsPerEpoch());
    } else if (!holder.shared()) {
      progress.enter("the exchange of the training state");
      StateExchange.copy(holder.rank(), has, state, membership.collective());
    }
    // The driver may not have heard of them, and takes each once.
    state.epochs().forEach(outside.sink()::accept);
    TrainingResult result = Trainer.train(run, state);
    try (Parameters trained = result.parameters()) {
      if (result.outcome() == TrainingResult.Outcome.CANCELLED) {
        throw new IllegalStateException("Worker " + rank + ": training was cancelled.");
      }
      progress.enter("the hand-over of its result");
      receiver.take(
          trained,
          new Outcome(
              result.outcome(),
              result.message(),
              result.bestEpoch(),
              result.steps(),
              backend.description(),
              run.spec().compute().precision()));
      held.done();
    }
  }

  /** Rank 0 fetches the first parameters and gives them to the others. */
  private void begin(TrainingState state) {
    progress.enter("the exchange of the first parameters");
    if (rank == 0) {
      HandOver.receive(
          state.parameters(),
          offset -> outside.driver().ask(new Report.First(plan.attempt(), offset)).bytes());
    }
    StateExchange.copy(0, state.parameters(), membership.collective());
    state.begin();
  }

  /** Rank 0 fetches the state that lies with the driver and gives it to the others. */
  private void fetch(TrainingState state, long stepsPerEpoch) {
    progress.enter("the exchange of the training state");
    if (rank == 0) {
      StateTransfer.receive(plan.attempt(), state, stepsPerEpoch, outside.driver());
    }
    StateExchange.copy(0, rank == 0, state, membership.collective());
  }

  /** Rank 0 reads the checkpoint and gives it to the others. */
  private void resume(TrainingState state, long stepsPerEpoch) {
    progress.enter("the reading of a checkpoint");
    CheckpointPlan from = plan.checkpoints();
    if (rank == 0) {
      try (InputStream in = CheckpointStore.open(from.resume(), SparkInternals.hadoopConf())) {
        CheckpointFormat.readState(in, state, !from.resetOptimizer(), stepsPerEpoch);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Worker 0: cannot read the checkpoint " + from.resume() + ": " + e.getMessage(), e);
      }
    }
    StateExchange.copy(0, rank == 0, state, membership.collective());
  }

  private Optional<Checkpointer> checkpointer() {
    CheckpointPlan checkpoints = plan.checkpoints();
    if (rank != 0 || checkpoints.folder().isEmpty()) {
      return Optional.empty();
    }
    CheckpointStore store = new CheckpointStore(checkpoints.folder(), SparkInternals.hadoopConf());
    return Optional.of(
        new Checkpointer(store, checkpoints, plan.about(0), outside.saveAsked(), outside.sink()));
  }

  /** Without a directory the driver keeps the state that it asks for. */
  private void keep(TrainingState state) {
    if (rank == 0 && outside.saveAsked().getAsBoolean()) {
      StateTransfer.send(plan.attempt(), plan.about(state.steps()), state, outside.driver());
    }
  }

  /** Takes what a worker has learned. */
  @FunctionalInterface
  interface Receiver {
    /** Takes the parameters, which are freed afterwards. */
    void take(Parameters trained, Outcome outcome);
  }
}
