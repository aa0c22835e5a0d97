package io.kindling.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.json.JsonCodec;
import io.kindling.training.OptimizerRun;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Known problems: a new optimizer is one row. L-BFGS has its own, on whole data sets. */
final class OptimizerProblemsTest {
  /**
   * @param quadratic the rate for {@code sum (i + 1) (w_i - i)^2 / 2}
   * @param rosenbrock the rate for {@code (1 - x)^2 + 100 (y - x^2)^2} from (-1.2, 1)
   * @param near how near to (1, 1) 20,000 steps come
   */
  record Row(StepOptimizer optimizer, double quadratic, double rosenbrock, double near) {}

  static List<Row> rows() {
    return List.of(
        new Row(Sgd.of(), 0.1, 5e-4, 0.05),
        new Row(Sgd.of().momentum(0.9), 0.02, 2e-4, 1e-3),
        new Row(Sgd.of().momentum(0.9).nesterov(true), 0.02, 2e-4, 1e-3),
        new Row(Adam.of(), 0.05, 0.01, 1e-2),
        new Row(AdamW.of().weightDecay(0), 0.05, 0.01, 1e-2),
        new Row(RmsProp.of(), 0.002, 0.0005, 0.05),
        new Row(Adagrad.of(), 0.5, 0.5, 0.05),
        new Row(Lars.of().trust(0.1), 0.01, 5e-4, 0.05),
        new Row(Lamb.of().weightDecay(0), 0.001, 0.0005, 0.05));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void quadratic_isSolved(Row row) {
    try (OptimizerRun run = OptimizerRun.of(row.optimizer(), new double[] {3, -2, 5, 0.5})) {
      for (int step = 0; step < 4000; step++) {
        double[] w = run.weights();
        double[] g = new double[w.length];
        for (int i = 0; i < w.length; i++) {
          g[i] = (i + 1) * (w[i] - i);
        }
        run.step(g, row.quadratic());
      }
      for (int i = 0; i < 4; i++) {
        assertThat(run.weights()[i]).isBetween(i - 0.01, i + 0.01);
      }
    }
  }

  /**
   * The way to the minimum passes the origin, where a step that is a share of the values' norm
   * comes to rest.
   */
  static List<Row> rowsOfElements() {
    return rows().stream().filter(r -> !(r.optimizer() instanceof LayerwiseOptimizer)).toList();
  }

  @ParameterizedTest
  @MethodSource("rowsOfElements")
  void rosenbrock_isApproached(Row row) {
    try (OptimizerRun run = OptimizerRun.of(row.optimizer(), new double[] {-1.2, 1})) {
      for (int step = 0; step < 20_000; step++) {
        double[] w = run.weights();
        double x = w[0];
        double y = w[1];
        run.step(
            new double[] {-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)},
            row.rosenbrock());
      }
      assertThat(run.weights()[0]).isBetween(1 - row.near(), 1 + row.near());
      assertThat(run.weights()[1]).isBetween(1 - 2 * row.near(), 1 + 2 * row.near());
    }
  }

  @Test
  void everyOptimizer_hasARow() {
    Set<Class<?>> tried =
        rows().stream().map(row -> row.optimizer().getClass()).collect(Collectors.toSet());
    Set<Class<?>> all =
        new OptimizerTypes()
            .types().classes().stream()
                .filter(StepOptimizer.class::isAssignableFrom)
                .collect(Collectors.toSet());
    assertThat(tried).isEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void json_givesTheSameRecord(Row row) {
    JsonCodec codec = JsonCodec.standard();
    Optimizer decayed = row.optimizer().weightDecay(0.125);
    assertThat(codec.fromJson(codec.toJson(decayed), Optimizer.class)).isEqualTo(decayed);
    assertThat(decayed.weightDecay()).isEqualTo(0.125);
  }

  @Test
  void badConstants_areRefused() {
    assertThatThrownBy(() -> Sgd.of().momentum(1)).hasMessageContaining("[0, 1), got 1.0");
    assertThatThrownBy(() -> Sgd.of().nesterov(true)).hasMessageContaining("Nesterov");
    assertThatThrownBy(() -> Adam.of().epsilon(0)).hasMessageContaining("Adam: expected");
    assertThatThrownBy(() -> AdamW.of().betas(0.9, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> RmsProp.of().weightDecay(-1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> Adagrad.of().initial(-1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> Lars.of().trust(0)).hasMessageContaining("Lars: expected a trust");
    assertThatThrownBy(() -> Lamb.of().betas(1, 0.9)).hasMessageContaining("Lamb: expected");
    assertThatThrownBy(() -> Lbfgs.of().memory(0)).hasMessageContaining("got 0");
  }
}
