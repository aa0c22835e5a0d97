package io.kindling.training;

import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.OutputListener;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes the sums of one step on one worker: the gradient into a flat vector, loss and weight
 * into numbers, metrics into their sums.
 */
final class GradientStep implements GradientSource, AutoCloseable {
  private static final List<String> WRITTEN_HERE =
      List.of(TrainingGraph.ROW_WEIGHTS, TrainingGraph.ROW_KEYS);

  private final TrainingGraph training;
  private final TrainingRun run;
  private final long seed;
  private final Map<String, Tensor> bindings = new HashMap<>();
  private final List<String> outputs;
  private final PlanCache plans;
  private final Optional<Accumulation> accumulation;
  private OutputListener listener = OutputListener.none();
  private boolean last;
  private @Nullable BoundPlan running;
  private double lossSum;
  private double weightSum;

  GradientStep(TrainingRun run, Parameters parameters, Parameters gradient) {
    Graph network = run.network();
    Objective objective = run.spec().objective();
    this.training =
        TrainingGraph.of(network, List.copyOf(objective.losses()), objective.frozenNames());
    this.run = run;
    this.seed = run.spec().seed();
    this.outputs = List.copyOf(network.outputs().keySet());
    bindings.putAll(parameters.views());
    for (Parameter parameter : training.updates()) {
      bindings.put(TrainingGraph.update(parameter.name()), gradient.tensor(parameter.name()));
    }
    this.plans = new PlanCache(PlanCache.CAPACITY, this::compile);
    int parts = run.spec().synchronization().parts();
    this.accumulation =
        parts > 1 ? Optional.of(new Accumulation(parts, gradient, updated())) : Optional.empty();
  }

  private BoundPlan compile(int batch) {
    CompileOptions options =
        CompileOptions.of(batch)
            .bindings(bindings)
            .collective(run.collective())
            .precision(run.precision())
            .listener(this::settled);
    return new BoundPlan(
        run.backend().compile(training.graph(), options), training.graph(), WRITTEN_HERE, outputs);
  }

  /** Returns the network with its losses and gradients. */
  TrainingGraph training() {
    return training;
  }

  /** Sets who hears of the outputs of every run, on the thread that computes. */
  void listener(OutputListener other) {
    listener = other;
  }

  /** Returns the names of the parameters that have a gradient or a next state. */
  Set<String> updated() {
    Set<String> names = new HashSet<>();
    training.updates().forEach(p -> names.add(p.name()));
    return names;
  }

  /**
   * Computes the sums of this worker's rows; the gradient is overwritten, metrics are added to.
   *
   * @param keyStep the number from which random masks are drawn, with the rows' places
   */
  void run(Batch batch, long keyStep, MetricSums metrics) {
    lossSum = 0;
    weightSum = 0;
    last = true;
    if (accumulation.isEmpty()) {
      runPart(batch, keyStep, metrics);
      return;
    }
    Accumulation accumulated = accumulation.get();
    accumulated.begin();
    List<Batch> parts = accumulated.parts(batch);
    for (int i = 0; i < parts.size(); i++) {
      last = i == parts.size() - 1;
      double before = weightSum;
      runPart(parts.get(i), keyStep, metrics);
      if (!last) {
        accumulated.keep(weightSum - before);
      }
    }
  }

  private void runPart(Batch batch, long keyStep, MetricSums metrics) {
    BoundPlan plan = plans.get(batch.rows());
    plan.load(batch);
    plan.tensor(TrainingGraph.ROW_WEIGHTS).copyFrom(batch.weights());
    Tensor keys = plan.tensor(TrainingGraph.ROW_KEYS);
    long key = Mix.mix(seed, keyStep);
    for (int row = 0; row < batch.rows(); row++) {
      keys.setLong(row, Mix.mix(key, batch.places().getLong(row)));
    }
    running = plan;
    plan.run();
    lossSum += plan.tensor(TrainingGraph.LOSS_SUM).getFloat(0);
    weightSum += runningWeight();
    plan.judge(batch, metrics);
  }

  private void settled(String output) {
    if (last) {
      listener.settled(output);
    }
  }

  @Override
  public void complete(Segment segment) {
    if (accumulation.isPresent()) {
      accumulation.get().complete(segment);
    }
  }

  @Override
  public double runningWeight() {
    return Objects.requireNonNull(running).tensor(TrainingGraph.WEIGHT_SUM).getFloat(0);
  }

  /** Returns the sum of weighted losses of the last run. */
  double lossSum() {
    return lossSum;
  }

  /** Returns the sum of row weights of the last run. */
  double weightSum() {
    return weightSum;
  }

  @Override
  public void close() {
    plans.close();
    accumulation.ifPresent(Accumulation::close);
  }
}
