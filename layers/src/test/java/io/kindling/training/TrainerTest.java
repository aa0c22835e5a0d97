package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.Collective;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Dense;
import io.kindling.layers.Flatten;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Constant;
import io.kindling.layers.schedule.History;
import io.kindling.layers.schedule.ReduceOnPlateau;
import io.kindling.layers.schedule.Schedule;
import io.kindling.tensor.Shape;
import io.kindling.training.TrainingResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TrainerTest {
  private static final Graph GRAPH =
      Network.sequential(
              Shape.of(1, 4, 4),
              Flatten.of().named("flat"),
              Dense.of(12).named("hidden"),
              BatchNorm.of().named("norm"),
              Relu.of().named("relu"),
              Dense.of(4).named("scores"))
          .graph();

  private static final TrainingSpec SPEC =
      TrainingSpec.of(SoftmaxCrossEntropy.of(), Sgd.of().momentum(0.9), Constant.of(0.1))
          .metrics(Accuracy.of())
          .epochs(4)
          .batch(32)
          .seed(3);

  private static final RowStore ROWS = Rows.labelled(GRAPH, SPEC.objective(), 300, 4, true);

  private interface Body {
    TrainingResult run(TrainingRun run);
  }

  /** Calls with a run of one worker whose validation rows are the training rows. */
  private static TrainingResult with(TrainingSpec spec, boolean validation, Body body) {
    try (Backend backend = new ReferenceBackend();
        Feed training = Workers.feed(GRAPH, spec, ROWS, 1, 0);
        Feed judged =
            StoreFeed.open(
                ROWS,
                EpochOrder.sequential(ROWS.rows(), 64),
                spec.objective().inputs(GRAPH),
                1,
                0,
                Workers.LIMIT)) {
      TrainingRun run = TrainingRun.of(GRAPH, spec, backend, training);
      return body.run(validation ? run.validation(judged) : run);
    }
  }

  private static Parameters initial() {
    return Parameters.initialize(GRAPH, 1);
  }

  @Test
  void network_learnsAndReports() {
    List<TrainingEvent> events = new ArrayList<>();
    Parameters first = initial();
    float[] before = first.vector().toFloats();
    TrainingResult result = with(SPEC, true, run -> Trainer.train(run.sink(events::add), first));
    assertThat(first.vector().toFloats()).isEqualTo(before);
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.message()).isEqualTo("all epochs");
    assertThat(result.steps()).isEqualTo(40);
    assertThat(result.epochs()).hasSize(4);
    TrainingEvent.EpochFinished last = result.epochs().get(3);
    assertThat(last.epoch()).isEqualTo(3);
    assertThat(last.secondsLeft()).isZero();
    assertThat(last.rowsPerSecond()).isPositive();
    assertThat(last.loss()).isLessThan(0.5 * result.epochs().get(0).loss());
    assertThat(last.metrics())
        .containsOnlyKeys("accuracy", "validation_loss", "validation_accuracy");
    assertThat(last.metrics().get("validation_accuracy")).isGreaterThan(0.9);
    assertThat(events.stream().filter(TrainingEvent.StepFinished.class::isInstance)).hasSize(40);
    assertThat(events.stream().filter(TrainingEvent.Validated.class::isInstance)).hasSize(4);
    assertThat(events.get(events.size() - 1))
        .isEqualTo(new TrainingEvent.Finished("all epochs", 3));
  }

  @Test
  void observer_hearsOfTheStepsThatItWants() {
    List<TrainingEvent> events = new ArrayList<>();
    EventSink sink =
        new EventSink() {
          @Override
          public void accept(TrainingEvent event) {
            events.add(event);
          }

          @Override
          public StepInterest steps() {
            return StepInterest.every(5).distributions(20);
          }
        };
    with(SPEC, false, run -> Trainer.train(run.sink(sink), initial()));
    assertThat(events.get(0)).isInstanceOf(TrainingEvent.Started.class);
    TrainingEvent.Started started = (TrainingEvent.Started) events.get(0);
    assertThat(started.stepsPerEpoch()).isEqualTo(10);
    assertThat(started.epochs()).isEqualTo(4);
    List<TrainingEvent.StepFinished> steps =
        events.stream()
            .filter(TrainingEvent.StepFinished.class::isInstance)
            .map(TrainingEvent.StepFinished.class::cast)
            .toList();
    assertThat(steps)
        .extracting(TrainingEvent.StepFinished::step)
        .containsExactly(4L, 9L, 14L, 19L, 24L, 29L, 34L, 39L);
    assertThat(steps).allMatch(step -> step.seconds() > 0);
    assertThat(steps.get(0).metrics()).containsOnlyKeys("accuracy");
    // Rows are counted from the last step that was told; an epoch ends with a short step.
    assertThat(steps.get(0).rows()).isEqualTo(5 * 32);
    assertThat(steps.get(1).rows()).isEqualTo(4 * 32 + 12);
    List<TrainingEvent.Distributed> spreads =
        events.stream()
            .filter(TrainingEvent.Distributed.class::isInstance)
            .map(TrainingEvent.Distributed.class::cast)
            .toList();
    assertThat(spreads).extracting(TrainingEvent.Distributed::step).containsExactly(19L, 39L);
    double squares =
        spreads.get(0).values().stream()
            .filter(each -> each.name().startsWith("gradients/"))
            .mapToDouble(Distribution::squares)
            .sum();
    assertThat(Math.sqrt(squares)).isCloseTo(steps.get(3).norm(), withinPercentage(0.001));
  }

  @Test
  void rowsThatAreNotShuffled_comeInTheSameOrderInEveryEpoch() {
    EpochOrder same = SPEC.shuffle(false).order(300);
    EpochOrder other = SPEC.order(300);
    for (long place = 0; place < 300; place++) {
      assertThat(same.shard(1, place)).isEqualTo(same.shard(0, place));
      assertThat(same.index(1, place)).isEqualTo(same.index(0, place));
    }
    assertThat(LongStream.range(0, 300).filter(i -> other.shard(0, i) != other.shard(1, i)).count())
        .isGreaterThan(200);
  }

  @Test
  void workers_validateAlike() {
    TrainingSpec spec =
        TrainingSpec.of(SPEC.objective(), Sgd.of(), Constant.of(0.1))
            .batch(32)
            .monitoring(Monitoring.atEpochs().interval(3));
    List<TrainingEvent.Validated> alone = validations(spec, 1).get(0);
    assertThat(alone).extracting(TrainingEvent.Validated::step).containsExactly(3L, 6L, 9L, 10L);
    List<List<TrainingEvent.Validated>> three = validations(spec, 3);
    assertThat(three.get(1)).isEqualTo(three.get(0));
    assertThat(three.get(2)).isEqualTo(three.get(0));
    assertThat(three.get(0)).hasSize(4);
    for (TrainingEvent.Validated each : three.get(0)) {
      assertThat(each.metrics().get("validation_loss")).isFinite();
      assertThat(each.metrics().get("validation_accuracy")).isBetween(0.0, 1.0);
    }
  }

  /** A backend may prepare weights once; each validation must see what training made of them. */
  @Test
  void validation_seesTheParametersAsTheyAre() {
    assumeTrue(Backends.find().names().contains("onednn"), "no onednn on the class path");
    var expected = validations(SPEC.compute(new Compute("reference", 1)), 1).get(0);
    var actual = validations(SPEC.compute(new Compute("onednn", 1)), 1).get(0);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).metrics().get("validation_loss"))
          .isCloseTo(expected.get(i).metrics().get("validation_loss"), withinPercentage(1));
    }
  }

  private static List<List<TrainingEvent.Validated>> validations(TrainingSpec spec, int workers) {
    List<List<TrainingEvent.Validated>> seen = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      seen.add(new ArrayList<>());
    }
    Workers.train(
        workers,
        GRAPH,
        spec,
        ROWS,
        (worker, run) ->
            run.validation(Workers.feed(GRAPH, spec, ROWS, workers, worker))
                .sink(
                    event -> {
                      if (event instanceof TrainingEvent.Validated validated) {
                        seen.get(worker).add(validated);
                      }
                    }));
    return seen;
  }

  @Test
  void earlyStopping_keepsTheBest() {
    TrainingSpec spec =
        SPEC.epochs(50)
            .monitoring(Monitoring.atEpochs().earlyStopping(EarlyStopping.of(2).minDelta(0.05)));
    List<TrainingEvent> events = new ArrayList<>();
    TrainingResult result =
        with(spec, true, run -> Trainer.train(run.sink(events::add), initial()));
    assertThat(result.outcome()).isEqualTo(Outcome.STOPPED_EARLY);
    assertThat(result.message()).contains("validation_loss was best with");
    assertThat(result.epochs()).hasSize((int) result.bestEpoch() + 4);
    double best = result.epochs().get((int) result.bestEpoch()).metrics().get("validation_loss");
    assertThat(judge(result.parameters())).isEqualTo(best);
    TrainingResult last =
        with(
            spec.monitoring(
                Monitoring.atEpochs()
                    .earlyStopping(EarlyStopping.of(2).minDelta(0.05).restoreBest(false))),
            true,
            run -> Trainer.train(run, initial()));
    assertThat(last.bestEpoch()).isEqualTo(result.bestEpoch() + 3);
    assertThat(judge(last.parameters())).isNotEqualTo(best);
  }

  private static double judge(Parameters parameters) {
    try (Backend backend = new ReferenceBackend();
        Feed feed =
            StoreFeed.open(
                ROWS,
                EpochOrder.sequential(ROWS.rows(), 64),
                SPEC.objective().inputs(GRAPH),
                1,
                0,
                Workers.LIMIT);
        Evaluator evaluator =
            new Evaluator(TrainingRun.of(GRAPH, SPEC, backend, feed), parameters, feed)) {
      return evaluator.run(Collective.alone(), () -> false).orElseThrow().get("validation_loss");
    }
  }

  @Test
  void divergence_namesStepGradientAndRateAndKeepsTheBest() {
    TrainingSpec spec =
        TrainingSpec.of(SPEC.objective(), Sgd.of(), new Jump(0.05, 1e30, 15)).epochs(4).batch(32);
    TrainingResult result = with(spec, true, run -> Trainer.train(run, initial()));
    assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(result.message())
        .contains("in epoch 1 at step 1")
        .contains("learning rate 1.0E30")
        .contains("largest gradient")
        .containsAnyOf("in hidden.", "in scores.", "in norm.");
    assertThat(result.bestEpoch()).isZero();
    assertThat(result.epochs()).hasSize(1);
    for (float value : result.parameters().vector().toFloats()) {
      assertThat(Float.isFinite(value)).isTrue();
    }
  }

  /** A rate that explodes after some steps. */
  private record Jump(double low, double high, long at) implements Schedule {
    @Override
    public double rate(long step, long perEpoch, History history) {
      return step < at ? low : high;
    }
  }

  @Test
  void cancelled_endsBetweenStepsWithTheLastParameters() {
    int[] asked = {0};
    TrainingResult result =
        with(SPEC, false, run -> Trainer.train(run.cancelled(() -> asked[0]++ == 5), initial()));
    assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(result.steps()).isEqualTo(5);
    assertThat(result.message()).contains("step 5");
  }

  @Test
  void state_goesOnAsIfNothingHadHappened() {
    TrainingSpec spec =
        TrainingSpec.of(SPEC.objective(), Adam.of(), ReduceOnPlateau.of(0.01).patience(0))
            .epochs(3)
            .batch(32);
    TrainingResult whole = with(spec, true, run -> Trainer.train(run, initial()));
    TrainingState state = TrainingState.initial(spec.optimizer(), initial(), false);
    with(spec, true, run -> Trainer.train(run.cancelled(() -> state.steps() == 13), state));
    assertThat(state.steps()).isEqualTo(13);
    TrainingResult rest = with(spec, true, run -> Trainer.train(run, copy(state)));
    assertThat(rest.steps()).isEqualTo(30);
    assertThat(rest.parameters().vector().toFloats())
        .isEqualTo(whole.parameters().vector().toFloats());
    assertThat(rest.epochs().get(1).loss()).isEqualTo(whole.epochs().get(2).loss());
    assertThat(rest.epochs().get(0).loss()).isEqualTo(whole.epochs().get(1).loss());
  }

  /** Copies by way of what crosses to another program: all parts by themselves. */
  private static TrainingState copy(TrainingState state) {
    TrainingState copy = TrainingState.initial(Adam.of(), initial(), false);
    List<Parameters> vectors = state.vectors();
    for (int i = 0; i < vectors.size(); i++) {
      copy.vectors(true).get(i).copyFrom(vectors.get(i));
    }
    copy.restore(StateJournal.decode(StateJournal.of(state).encode()));
    return copy;
  }

  @Test
  void frozenParameters_stay() {
    TrainingSpec spec =
        SPEC.objective(SPEC.objective().frozen(List.of("hidden.weight", "hidden.bias"))).epochs(1);
    Parameters first = initial();
    TrainingResult result = with(spec, false, run -> Trainer.train(run, first));
    assertThat(result.parameters().tensor("hidden.weight").toFloats())
        .isEqualTo(first.tensor("hidden.weight").toFloats());
    assertThat(result.parameters().tensor("scores.weight").toFloats())
        .isNotEqualTo(first.tensor("scores.weight").toFloats());
  }

  @Test
  void parametersOfAnotherNetwork_areRefused() {
    Graph other = Network.sequential(Shape.of(2), Dense.of(1)).graph();
    Parameters wrong = Parameters.initialize(other, 1);
    assertThatThrownBy(() -> with(SPEC, false, run -> Trainer.train(run, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected parameters of the network");
  }
}
