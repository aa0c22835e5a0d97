package io.kindling.bench.train;

import io.kindling.backend.Backend;
import io.kindling.graph.Graph;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.optimizer.StepOptimizer;
import io.kindling.layers.schedule.Constant;
import io.kindling.training.Compute;
import io.kindling.training.Parameters;
import io.kindling.training.Trainer;
import io.kindling.training.TrainingResult;
import io.kindling.training.TrainingRun;
import io.kindling.training.TrainingSpec;
import io.kindling.training.TrainingState;
import java.util.function.BooleanSupplier;

/** Training steps by the loop that users get: plan, norm of the gradient, update, events. */
public final class Steps {
  private static final double RATE = 0.001;
  private static final double MOMENTUM = 0.9;

  private Steps() {}

  /** Returns the optimizer of all networks that are measured, ours and the peers'. */
  public static StepOptimizer sgd() {
    return Sgd.of().momentum(MOMENTUM);
  }

  /**
   * Trains on one batch until it is told to end.
   *
   * @param more is asked before every step
   * @throws IllegalStateException when it ends for another reason
   */
  public static void run(TrainCase one, Backend backend, BooleanSupplier more) {
    run(one, sgd(), backend, () -> {}, more);
  }

  /**
   * Trains on one batch with another optimizer.
   *
   * @param begin is called when first parameters and rows are there, before anything else
   */
  public static void run(
      TrainCase one,
      StepOptimizer optimizer,
      Backend backend,
      Runnable begin,
      BooleanSupplier more) {
    Graph network = one.network().get().graph();
    TrainingSpec spec =
        TrainingSpec.of(SoftmaxCrossEntropy.of(), optimizer, Constant.of(RATE))
            .batch(one.batch())
            .compute(Compute.auto().precision(one.precision().text()));
    int classes = (int) network.outputs().values().iterator().next().shape().dim(1);
    Parameters first = Parameters.initialize(network, 1);
    try (OneBatch feed = new OneBatch(spec.objective().inputs(network), one.batch(), classes)) {
      begin.run();
      // As the peer's, these parameters are trained where they are.
      try (TrainingState state = TrainingState.owning(optimizer, first, false)) {
        TrainingRun run =
            TrainingRun.of(network, spec, backend, feed).cancelled(() -> !more.getAsBoolean());
        TrainingResult result = Trainer.train(run, state);
        result.parameters().close();
        if (result.outcome() != TrainingResult.Outcome.CANCELLED) {
          throw new IllegalStateException(
              "Steps: expected training to go on, got \"" + result.message() + "\".");
        }
      }
    }
  }
}
