package io.kindling.training;

import io.kindling.backend.Collective;
import io.kindling.backend.CompileOptions;
import io.kindling.graph.Graph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Scores validation rows with the parameters as they are: every worker its own rows, then the sums
 * of all are added up.
 */
final class Evaluator implements AutoCloseable {
  private final Feed feed;
  private final MetricSums metrics;
  private final PlanCache plans;

  Evaluator(TrainingRun run, Parameters parameters, Feed feed) {
    Graph network = run.network();
    Objective objective = run.spec().objective();
    Graph graph = EvaluationGraph.of(network, objective.losses());
    List<String> outputs = List.copyOf(network.outputs().keySet());
    this.feed = feed;
    this.metrics = new MetricSums(objective.metrics());
    this.plans =
        new PlanCache(
            PlanCache.CAPACITY,
            batch -> {
              CompileOptions options =
                  CompileOptions.of(batch)
                      .bindings(parameters.views())
                      .precision(run.precision())
                      .fixedParameters(true);
              return new BoundPlan(
                  run.backend().compile(graph, options), graph, List.of(), outputs);
            });
  }

  /**
   * Returns the mean loss and the metrics over the rows of all workers, with {@code validation_}
   * before their names; empty when cancelled.
   */
  Optional<Map<String, Double>> run(Collective collective, BooleanSupplier cancelled) {
    metrics.clear();
    double[] sums = new double[2];
    feed.seek(0, 0);
    // Training has changed the parameters since the last time.
    plans.refresh();
    for (long step = 0; step < feed.stepsPerEpoch(); step++) {
      if (cancelled.getAsBoolean()) {
        return Optional.empty();
      }
      Batch batch = feed.next();
      if (batch.rows() > 0) {
        BoundPlan plan = plans.get(batch.rows());
        plan.load(batch);
        plan.run();
        plan.judge(batch, metrics);
        sums[0] += plan.lossSum(batch);
        for (int row = 0; row < batch.rows(); row++) {
          sums[1] += batch.weights().getFloat(row);
        }
      }
    }
    Map<String, Double> others = metrics.values(collective, Monitoring.VALIDATION, sums);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(Monitoring.VALIDATION + Monitoring.LOSS, sums[0] / sums[1]);
    values.putAll(others);
    return Optional.of(values);
  }

  @Override
  public void close() {
    plans.close();
  }
}
