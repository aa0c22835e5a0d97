package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.Backend;
import io.kindling.backend.Collective;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Dense;
import io.kindling.layers.Dropout;
import io.kindling.layers.Network;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.optimizer.Lbfgs;
import io.kindling.layers.schedule.ReduceOnPlateau;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Training goes on from what the survivors hold, whenever a worker is lost. */
final class LostWorkerTest {
  private static final int WORKERS = 3;

  private static final Graph GRAPH =
      Network.sequential(Shape.of(6), Dense.of(12), BatchNorm.of(), Dropout.of(0.2), Dense.of(4))
          .graph();

  private static final TrainingSpec SPEC =
      TrainingSpec.of(
              Objective.of(SoftmaxCrossEntropy.of()).metrics(Accuracy.of()),
              Adam.of(),
              ReduceOnPlateau.of(0.01).patience(0))
          .epochs(3)
          .batch(32)
          .seed(3)
          .monitoring(Monitoring.atEpochs().interval(2).earlyStopping(EarlyStopping.of(50)));

  private static final RowStore ROWS = Rows.labelled(GRAPH, SPEC.objective(), 100, 4, true);

  /** Loses its worker before one of its sums, when no vector of it is in use. */
  private record Mortal(Collective collective, int[] callsLeft) implements Collective {
    private void call() {
      if (callsLeft[0]-- == 0) {
        throw new IllegalStateException("lost");
      }
    }

    @Override
    public int workers() {
      return collective.workers();
    }

    @Override
    public int rank() {
      return collective.rank();
    }

    @Override
    public void start(Tensor values) {
      call();
      collective.start(values);
    }

    @Override
    public void await(Tensor values) {
      collective.await(values);
    }

    @Override
    public void start(double[] values) {
      call();
      collective.start(values);
    }

    @Override
    public void await(double[] values) {
      collective.await(values);
    }

    @Override
    public void abandon(Throwable cause) {
      collective.abandon(cause);
    }
  }

  private static TrainingState initial(TrainingSpec spec) {
    try (Parameters first = Parameters.initialize(GRAPH, 11)) {
      return TrainingState.initial(spec.optimizer(), first, false);
    }
  }

  /** Runs all workers until one is lost; null where no result came. */
  private static List<@Nullable TrainingResult> attempt(
      TrainingSpec spec, List<TrainingState> states, int holder, int lost, int calls)
      throws Exception {
    List<LocalCollective> session = LocalCollective.session(WORKERS, Workers.LIMIT);
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<TrainingResult>> futures = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        int own = worker;
        int[] left = {own == lost ? calls : Integer.MAX_VALUE};
        futures.add(
            threads.submit(
                () -> {
                  try {
                    return train(spec, states.get(own), holder, new Mortal(session.get(own), left));
                  } catch (RuntimeException e) {
                    session.get(own).fail(e);
                    throw e;
                  }
                }));
      }
      List<@Nullable TrainingResult> results = new ArrayList<>();
      for (Future<TrainingResult> future : futures) {
        try {
          results.add(future.get(60, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
          assertThat(e).hasStackTraceContaining("lost");
          results.add(null);
        }
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static TrainingResult train(
      TrainingSpec spec, TrainingState state, int holder, Collective collective) {
    try (Backend backend = new ReferenceBackend();
        Feed feed = Workers.feed(GRAPH, spec, ROWS, WORKERS, collective.rank());
        Feed judged =
            StoreFeed.open(
                ROWS,
                EpochOrder.sequential(ROWS.rows(), 64),
                spec.objective().inputs(GRAPH),
                WORKERS,
                collective.rank(),
                Workers.LIMIT)) {
      StateExchange.copy(holder, collective.rank() == holder, state, collective);
      return Trainer.train(
          TrainingRun.of(GRAPH, spec, backend, feed).collective(collective).validation(judged),
          state);
    }
  }

  private static List<TrainingState> newcomers(TrainingSpec spec) {
    List<TrainingState> states = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      states.add(initial(spec));
    }
    return states;
  }

  private static int[] bits(Parameters parameters) {
    float[] floats = parameters.vector().toFloats();
    int[] bits = new int[floats.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(floats[i]));
    return bits;
  }

  @Test
  void whicheverCallLosesIt_theResultIsBitwiseEqual() throws Exception {
    requireBitwiseEqual(SPEC, 1, 25);
  }

  @Test
  void localStepsThatAreLost_areMadeAgain() throws Exception {
    requireBitwiseEqual(SPEC.synchronization(Synchronization.localSteps(2)), 2, 25);
  }

  @Test
  void residualsOfThreshold_stayWithThoseWhoLive() throws Exception {
    TrainingSpec spec =
        SPEC.synchronization(Synchronization.everyStep().compression(Compression.THRESHOLD));
    List<TrainingState> whole = newcomers(spec);
    TrainingResult undisturbed = attempt(spec, whole, 0, -1, 0).get(0);
    int attempts = 0;
    for (int call = 5; ; call += 2) {
      List<TrainingState> states = newcomers(spec);
      int failing = call % WORKERS;
      if (attempt(spec, states, 0, failing, call).get(failing) != null) {
        break;
      }
      attempts++;
      // A task that throws leaves what its worker held.
      int holder = 0;
      for (int rank = 1; rank < WORKERS; rank++) {
        holder = states.get(rank).steps() > states.get(holder).steps() ? rank : holder;
      }
      TrainingResult again = attempt(spec, states, holder, -1, 0).get(0);
      assertThat(again).isNotNull();
      assertThat(bits(again.parameters()))
          .as("call %d", call)
          .isEqualTo(bits(undisturbed.parameters()));
      states.forEach(TrainingState::close);
    }
    assertThat(attempts).isGreaterThan(25);
  }

  private static void requireBitwiseEqual(TrainingSpec spec, int stride, int fewest)
      throws Exception {
    List<TrainingState> whole = newcomers(spec);
    TrainingResult undisturbed = attempt(spec, whole, 0, -1, 0).get(0);
    int attempts = 0;
    for (int call = 5; ; call++) {
      List<TrainingState> states = newcomers(spec);
      int lost = call % WORKERS;
      List<@Nullable TrainingResult> first = attempt(spec, states, 0, lost, call);
      if (first.get(lost) != null) {
        break;
      }
      attempts++;
      // The lost one's memory is gone, the ranks are dealt anew, the furthest survivor is copied.
      states.set(lost, initial(spec));
      states.add(0, states.remove(WORKERS - 1));
      int holder = 0;
      long least = Long.MAX_VALUE;
      for (int rank = 0; rank < WORKERS; rank++) {
        if (states.get(rank).isWhole() && states.get(rank).steps() > states.get(holder).steps()) {
          holder = rank;
        }
      }
      for (int rank = 0; rank < WORKERS; rank++) {
        if (rank != (lost + 1) % WORKERS && states.get(rank).isWhole()) {
          least = Math.min(least, states.get(rank).steps());
        }
      }
      assertThat(states.get(holder).steps() - least).as("steps apart").isLessThanOrEqualTo(stride);
      TrainingResult again = attempt(spec, states, holder, -1, 0).get(0);
      assertThat(again).isNotNull();
      assertThat(bits(again.parameters()))
          .as("call %d", call)
          .isEqualTo(bits(undisturbed.parameters()));
      assertThat(again.bestEpoch()).isEqualTo(undisturbed.bestEpoch());
      assertThat(journal(states.get(2))).as("call %d", call).isEqualTo(journal(whole.get(2)));
      states.forEach(TrainingState::close);
    }
    assertThat(attempts).isGreaterThan(fewest);
  }

  /** All that is measured but for times. */
  private static String journal(TrainingState state) {
    StateJournal journal = StateJournal.of(state);
    StringBuilder text = new StringBuilder();
    text.append(journal.steps()).append(' ').append(journal.updates()).append(' ');
    text.append(journal.history()).append(journal.firstLoss()).append(journal.lossAfterBest());
    text.append(Arrays.toString(journal.optimizer()));
    journal
        .epochs()
        .forEach(e -> text.append(e.epoch()).append(e.loss()).append(e.metrics()).append(e.rate()));
    return text.toString();
  }

  @Test
  void fullBatch_goesOnWithTheCurvatureOfTheLastIteration() throws Exception {
    TrainingSpec spec =
        new TrainingSpec(
            SPEC.objective(),
            Lbfgs.of().memory(3),
            SPEC.schedule(),
            SPEC.clipping(),
            12,
            32,
            3,
            true,
            Monitoring.atEpochs(),
            SPEC.compute(),
            SPEC.synchronization());
    long iteration = (ROWS.rows() + 31) / 32;
    requireBitwiseEqual(spec, (int) iteration, 25);
  }

  @Test
  void tornState_saysSo() {
    TrainingState state = initial(SPEC);
    state.beginStep();
    assertThat(state.isWhole()).isFalse();
    state.finishStep(1, 1, 1, 0.1);
    assertThat(state.isWhole()).isTrue();
  }

  @Test
  void exchange_keepsEveryBit() throws Exception {
    List<TrainingState> states = newcomers(SPEC);
    // With a monitored value there are best parameters too.
    states.get(1).history().add(1, 0.5);
    float[] odd = {-0.0f, 0.0f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY};
    for (Parameters vector : states.get(1).vectors()) {
      vector.vector().copyFrom(odd, 0, 0, odd.length);
    }
    List<LocalCollective> session = LocalCollective.session(WORKERS, Workers.LIMIT);
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        int own = worker;
        futures.add(
            threads.submit(
                () -> StateExchange.copy(1, own == 1, states.get(own), session.get(own))));
      }
      for (Future<?> future : futures) {
        future.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(states.get(0).vectors()).hasSize(states.get(1).vectors().size());
    for (int i = 0; i < states.get(0).vectors().size(); i++) {
      assertThat(bits(states.get(0).vectors().get(i)))
          .isEqualTo(bits(states.get(1).vectors().get(i)))
          .isEqualTo(bits(states.get(2).vectors().get(i)))
          .startsWith(Float.floatToRawIntBits(-0.0f), 0, 1);
    }
  }

  @Test
  void bytesThatAreNoJournal_areRefused() {
    byte[] journal = StateJournal.of(initial(SPEC)).encode();
    assertThatThrownBy(() -> StateJournal.decode(Arrays.copyOf(journal, journal.length - 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a journal");
    journal[0] = 9;
    assertThatThrownBy(() -> StateJournal.decode(journal)).hasMessageContaining("version 9");
  }

  @Test
  void journalOfTheVersionBefore_isRead() {
    TrainingState state = initial(SPEC);
    state.finishStep(1, 2, 3, 0.1);
    byte[] journal = StateJournal.of(state).encode();
    // Behind it now: the number of numbers that the optimizer remembers, here none.
    byte[] before = Arrays.copyOf(journal, journal.length - Integer.BYTES);
    before[0] = 1;
    assertThat(StateJournal.decode(before).encode()).isEqualTo(journal);
  }
}
