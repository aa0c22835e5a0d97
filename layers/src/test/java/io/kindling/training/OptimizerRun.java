package io.kindling.training;

import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.layers.optimizer.StepOptimizer;
import io.kindling.tensor.Shape;
import java.util.Set;

/** Steps of an optimizer on a vector, as the loop makes them. */
public final class OptimizerRun implements AutoCloseable {
  private final Parameters parameters;
  private final Parameters gradient;
  private final ParameterUpdate update;
  private final int size;

  private OptimizerRun(StepOptimizer optimizer, double[] start) {
    size = start.length;
    GraphBuilder builder = GraphBuilder.named("vector");
    builder.parameter("w", Shape.of(1, size), (parameter, random) -> {});
    Graph graph = builder.build();
    ParameterLayout layout = ParameterLayout.of(graph);
    parameters = Parameters.zeros(layout);
    gradient = Parameters.zeros(layout);
    update =
        new ParameterUpdate(
            optimizer,
            GradientClipping.none(),
            parameters,
            gradient,
            OptimizerState.initial(optimizer, layout),
            Set.of("w"),
            1);
    for (int i = 0; i < size; i++) {
      parameters.vector().setFloat(i, (float) start[i]);
    }
  }

  public static OptimizerRun of(StepOptimizer optimizer, double[] start) {
    return new OptimizerRun(optimizer, start);
  }

  public double[] weights() {
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = parameters.vector().getFloat(i);
    }
    return weights;
  }

  public void step(double[] slopes, double rate) {
    for (int i = 0; i < size; i++) {
      gradient.vector().setFloat(i, (float) slopes[i]);
    }
    update.apply(1, update.norm(1), rate);
  }

  public boolean paddingIsZero() {
    for (long i = size; i < parameters.vector().size(); i++) {
      if (parameters.vector().getFloat(i) != 0) {
        return false;
      }
    }
    return parameters.vector().size() > size;
  }

  @Override
  public void close() {
    parameters.close();
    gradient.close();
  }
}
