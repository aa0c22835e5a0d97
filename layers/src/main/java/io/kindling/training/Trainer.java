package io.kindling.training;

import io.kindling.layers.optimizer.Lbfgs;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.optimizer.StepOptimizer;

/**
 * Trains networks. Every worker calls it with its own feed and the same specification; all of them
 * go through the same steps and return the same parameters.
 */
public final class Trainer {
  private Trainer() {}

  /**
   * Trains from first parameters, which are left as they are.
   *
   * @throws IllegalArgumentException when network, specification and data do not fit together
   * @throws RuntimeException what the feed, the backend or the collective throws
   */
  public static TrainingResult train(TrainingRun run, Parameters initial) {
    boolean higher = higherIsBetter(run.spec(), run.validation().isPresent());
    try (TrainingState state = TrainingState.initial(run.spec().optimizer(), initial, higher)) {
      return train(run, state);
    }
  }

  /**
   * Goes on from a state, which takes part in every step: when this returns or fails, it is as it
   * was after the last step that was done as a whole.
   */
  public static TrainingResult train(TrainingRun run, TrainingState state) {
    run.spec().objective().inputs(run.network());
    ParameterLayout layout = ParameterLayout.of(run.network());
    if (!layout.equals(state.parameters().layout())) {
      throw new IllegalArgumentException(
          "Trainer: expected parameters of the network "
              + layout.ranges()
              + ", got "
              + state.parameters().layout().ranges()
              + ". Initialize or load them for this network.");
    }
    Optimizer optimizer = run.spec().optimizer();
    TrainingRun settled = run.settled();
    if (optimizer instanceof StepOptimizer stepping) {
      try (StepLoop loop = new StepLoop(settled, state, stepping)) {
        return loop.run();
      }
    }
    if (optimizer instanceof Lbfgs fullBatch) {
      if (!run.spec().synchronization().equals(Synchronization.everyStep())) {
        throw new IllegalArgumentException(
            "Trainer: expected syncMode step without gradientCompression and accumulationSteps for"
                + " Lbfgs, which sees all rows at once, got "
                + run.spec().synchronization()
                + ". Leave them, or use another optimizer.");
      }
      try (FullBatchLoop loop = new FullBatchLoop(settled, state, fullBatch)) {
        return loop.run();
      }
    }
    throw new IllegalArgumentException(
        "Trainer: expected a StepOptimizer or Lbfgs, got "
            + optimizer
            + ". Implement StepOptimizer.");
  }

  /**
   * Returns whether a higher monitored value is a better one.
   *
   * @throws IllegalArgumentException when there is no such value
   */
  public static boolean higherIsBetter(TrainingSpec spec, boolean hasValidation) {
    String monitored = spec.monitoring().monitored(hasValidation);
    boolean onValidation = monitored.startsWith(Monitoring.VALIDATION);
    String name = onValidation ? monitored.substring(Monitoring.VALIDATION.length()) : monitored;
    if (!onValidation || hasValidation) {
      if (name.equals(Monitoring.LOSS)) {
        return false;
      }
      for (OutputMetric metric : spec.objective().metrics()) {
        if (metric.name().equals(name)) {
          return metric.metric().higherIsBetter();
        }
      }
    }
    throw new IllegalArgumentException(
        "Trainer: expected the monitored value \"loss\" or one of the metrics "
            + spec.objective().metrics().stream().map(OutputMetric::name).toList()
            + (hasValidation ? ", also with \"validation_\" before it" : " (no validation rows)")
            + ", got \""
            + monitored
            + "\". Correct the name, or give validation rows.");
  }
}
