package io.kindling.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.autodiff.RowLoss;
import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Compares the gradients of a training graph with central differences: float32 with the loss summed
 * in double, step 1e-2, relative tolerance 1e-2.
 */
final class GradientCheck {
  private static final double STEP = 1e-2;
  private static final double TOLERANCE = 1e-2;
  private static final int MOST_ELEMENTS = 40;

  private GradientCheck() {}

  /**
   * Checks the gradients of all trainable parameters.
   *
   * @param fill sets inputs and targets of the plan
   * @param lossSum computes the weighted sum of losses from the plan's outputs, in double
   */
  static void check(
      Graph network, RowLoss loss, int batch, Consumer<Plan> fill, ToDoubleFunction<Plan> lossSum) {
    TrainingGraph training = TrainingGraph.of(network, List.of(loss), Set.of());
    try (ReferenceBackend backend = new ReferenceBackend();
        Plan plan = backend.compile(training.graph(), CompileOptions.of(batch))) {
      prepare(network, plan);
      fill.accept(plan);
      plan.run();
      double sum = lossSum.applyAsDouble(plan);
      assertThat((double) plan.tensor(TrainingGraph.LOSS_SUM).getFloat(0))
          .isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-4 * (1 + Math.abs(sum))));
      for (Parameter parameter : network.trainable()) {
        check(plan, parameter, lossSum);
      }
    }
  }

  private static void prepare(Graph network, Plan plan) {
    Random random = new Random(11);
    network.parameters().forEach(p -> p.initializer().initialize(plan.tensor(p.name()), random));
    for (Parameter parameter : network.trainable()) {
      Tensor values = plan.tensor(parameter.name());
      for (long i = 0; i < values.size(); i++) {
        values.setDouble(i, values.getDouble(i) + 0.1 * random.nextGaussian());
      }
    }
    Tensor weights = plan.tensor(TrainingGraph.ROW_WEIGHTS);
    Tensor keys = plan.tensor(TrainingGraph.ROW_KEYS);
    for (int row = 0; row < plan.batch(); row++) {
      weights.setFloat(row, 0.5f + row);
      keys.setLong(row, random.nextLong());
    }
    for (Value input : network.inputs()) {
      if (input.dataType() == DataType.FLOAT32) {
        Spread.fill(plan.tensor(input.name()), random);
      }
    }
  }

  private static void check(Plan plan, Parameter parameter, ToDoubleFunction<Plan> lossSum) {
    Tensor values = plan.tensor(parameter.name());
    plan.run();
    float[] gradient = plan.tensor(TrainingGraph.update(parameter.name())).toFloats();
    double largest = 0;
    for (float g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    assertThat(largest).as("gradient of %s", parameter.name()).isGreaterThan(1e-4);
    int stride = Math.max(1, gradient.length / MOST_ELEMENTS);
    for (int i = 0; i < gradient.length; i += stride) {
      float at = values.getFloat(i);
      double up = at(plan, values, i, (float) (at + STEP), lossSum);
      double down = at(plan, values, i, (float) (at - STEP), lossSum);
      values.setFloat(i, at);
      double numeric = (up - down) / ((float) (at + STEP) - (float) (at - STEP));
      double allowed = TOLERANCE * (Math.abs(numeric) + 0.1 * largest);
      assertThat(Math.abs(gradient[i] - numeric))
          .as("gradient of %s[%d]: %s, numeric %s", parameter.name(), i, gradient[i], numeric)
          .isLessThan(allowed);
    }
  }

  private static double at(
      Plan plan, Tensor values, int index, float value, ToDoubleFunction<Plan> lossSum) {
    values.setFloat(index, value);
    plan.run();
    return lossSum.applyAsDouble(plan);
  }
}
