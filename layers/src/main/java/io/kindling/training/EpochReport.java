package io.kindling.training;

import io.kindling.training.TrainingResult.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tells what happened, keeps the best parameters and decides whether training stops early. */
final class EpochReport {
  private final TrainingRun run;
  private final TrainingState state;
  private final String monitored;
  private final double minDelta;
  private long epochBegan;
  private final StepInterest interest;
  private final long allSteps;
  private long toldAt;
  private long untoldRows;
  private long epochRows;
  private final BestEvidence evidence;
  private final boolean measuredBefore;
  private final int epochsBefore;
  private boolean stops;

  /**
   * Makes a report.
   *
   * @param moving whether the loss of an epoch is that of parameters which its steps change
   */
  EpochReport(TrainingRun run, TrainingState state, boolean moving) {
    this.run = run;
    this.state = state;
    this.interest = run.sink().steps();
    this.allSteps = run.spec().epochs() * run.training().stepsPerEpoch();
    this.monitored = run.spec().monitoring().monitored(run.validation().isPresent());
    // Parameters that are of no use may have a finite accuracy, but no finite validation loss.
    boolean measured =
        monitored.startsWith(Monitoring.VALIDATION) && !state.history().higherIsBetter();
    this.measuredBefore = moving && !measured;
    this.evidence = state.evidence();
    this.epochsBefore = state.epochs().size();
    this.minDelta =
        run.spec().monitoring().earlyStopping().map(EarlyStopping::minDelta).orElse(0.0);
    this.stops = stops(BestSoFar.of(state.history(), minDelta));
  }

  private boolean stops(BestSoFar best) {
    return best.stops(run.spec().monitoring().earlyStopping());
  }

  void begin() {
    // Better heard before the first epoch than at its end.
    state.requireRoomForBest();
    Feed feed = run.training();
    run.sink()
        .accept(
            new TrainingEvent.Started(
                run.spec().epochs(),
                feed.stepsPerEpoch(),
                feed.rows(),
                run.collective().workers(),
                state.steps()));
    epochBegan = System.nanoTime();
    toldAt = epochBegan;
  }

  /**
   * Tells of a step; one whose rows have no weight has no loss.
   *
   * @param metrics asked when somebody wants to know
   */
  void step(
      double lossSum,
      double weight,
      double norm,
      double rate,
      long rows,
      Supplier<Map<String, Double>> metrics) {
    epochRows += rows;
    double loss = weight > 0 ? lossSum / weight : 0;
    if (weight > 0) {
      evidence.step(loss);
    }
    if (interest.isNone()) {
      return;
    }
    untoldRows += rows;
    long now = System.nanoTime();
    if (interest.wants(state.steps(), allSteps, now - toldAt)) {
      run.sink()
          .accept(
              new TrainingEvent.StepFinished(
                  epochOfLastStep(),
                  state.steps() - 1,
                  loss,
                  metrics.get(),
                  rate,
                  norm,
                  untoldRows,
                  (now - toldAt) / 1e9));
      toldAt = now;
      untoldRows = 0;
    }
  }

  /** Returns whether somebody wants to know how parameters and gradients are spread now. */
  boolean wantsDistributions() {
    return interest.wantsDistributions(state.steps());
  }

  /** Tells how parameters and gradients are spread. */
  void distributions(List<Distribution> values) {
    run.sink().accept(new TrainingEvent.Distributed(epochOfLastStep(), state.steps() - 1, values));
  }

  /** Counts rows that were computed without a step. */
  void rows(long count) {
    epochRows += count;
  }

  void validated(Map<String, Double> values) {
    observe(values);
    run.sink().accept(new TrainingEvent.Validated(epochOfLastStep(), state.steps(), values));
  }

  /** Tells what the steps of the epoch took. */
  void timed(List<WorkerTimes> workers) {
    run.sink().accept(new TrainingEvent.Timed(epochOfLastStep(), workers));
  }

  /** Tells that an epoch is done. */
  void epoch(Map<String, Double> training, Map<String, Double> validation, double rate) {
    double loss = state.epochLoss() / state.epochWeight();
    double seconds = (System.nanoTime() - epochBegan) / 1e9;
    long epoch = epochOfLastStep();
    Map<String, Double> all = new LinkedHashMap<>(training);
    all.putAll(validation);
    TrainingEvent.EpochFinished event =
        new TrainingEvent.EpochFinished(
            epoch,
            run.spec().epochs(),
            loss,
            all,
            rate,
            epochRows / seconds,
            seconds * (run.spec().epochs() - epoch - 1));
    state.finishEpoch(event);
    epochRows = 0;
    epochBegan = System.nanoTime();
    Map<String, Double> values = new LinkedHashMap<>(training);
    values.put(Monitoring.LOSS, loss);
    observe(values);
    run.sink().accept(event);
  }

  private void observe(Map<String, Double> values) {
    Double value = values.get(monitored);
    if (value == null) {
      return;
    }
    state.history().add(state.steps(), value);
    BestSoFar best = BestSoFar.of(state.history(), minDelta);
    if (best.isNewest()) {
      state.best().copyFrom(state.parameters());
      evidence.best(measuredBefore);
    }
    stops = stops(best);
  }

  boolean stops() {
    return stops;
  }

  private long epochOfLastStep() {
    return (state.steps() - 1) / run.training().stepsPerEpoch();
  }

  /** Returns the result and tells that training is over. */
  TrainingResult finish(Outcome outcome, String failure) {
    BestSoFar best = BestSoFar.of(state.history(), minDelta);
    boolean diverged = outcome == Outcome.DIVERGED;
    boolean keepsBest =
        best.index() >= 0
            && (diverged
                ? evidence.isGood(measuredBefore)
                : outcome != Outcome.CANCELLED && restoresBest());
    long last = diverged || state.steps() == 0 ? -1 : epochOfLastStep();
    long kept =
        keepsBest
            ? (state.history().step(best.index()) - 1) / run.training().stepsPerEpoch()
            : last;
    String message = message(outcome, failure, best, kept);
    run.sink().accept(new TrainingEvent.Finished(message, kept));
    Parameters parameters = (keepsBest ? state.best() : state.parameters()).copy();
    List<TrainingEvent.EpochFinished> all = state.epochs();
    return new TrainingResult(
        outcome, message, parameters, kept, state.steps(), all.subList(epochsBefore, all.size()));
  }

  private boolean restoresBest() {
    return run.spec().monitoring().earlyStopping().map(EarlyStopping::restoreBest).orElse(false);
  }

  private String message(Outcome outcome, String failure, BestSoFar best, long kept) {
    return switch (outcome) {
      case COMPLETED ->
          state.steps() < run.spec().epochs() * run.training().stepsPerEpoch()
              ? "no more progress after step " + state.steps()
              : "all epochs";
      case STOPPED_EARLY ->
          "early stopping: "
              + monitored
              + " was best with "
              + (best.index() < 0 ? "no value" : state.history().value(best.index()))
              + " after step "
              + (best.index() < 0 ? 0 : state.history().step(best.index()));
      case DIVERGED ->
          kept < 0
              ? failure + " Nothing had been learned before that would be worth keeping."
              : failure + " The parameters of epoch " + kept + ", the best before, are kept.";
      case CANCELLED -> "cancelled after step " + state.steps();
    };
  }
}
