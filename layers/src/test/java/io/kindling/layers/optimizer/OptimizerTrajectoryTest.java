package io.kindling.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.training.OptimizerRun;
import io.kindling.training.golden.GoldenLines;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against torch.optim and timm; the files are written by the scripts beside them. */
final class OptimizerTrajectoryTest {
  private static final List<String> FILES =
      List.of(
          "/io/kindling/layers/optimizer/trajectories.txt",
          "/io/kindling/layers/optimizer/layerwise.txt");

  private static final Map<String, StepOptimizer> CASES =
      Map.ofEntries(
          Map.entry("sgd", Sgd.of()),
          Map.entry("sgd_decay", Sgd.of().weightDecay(0.03)),
          Map.entry("sgd_momentum", Sgd.of().momentum(0.9).weightDecay(0.01)),
          Map.entry("sgd_nesterov", Sgd.of().momentum(0.9).nesterov(true)),
          Map.entry("adam", Adam.of()),
          Map.entry("adam_decay", Adam.of().betas(0.8, 0.95).epsilon(1e-6).weightDecay(0.1)),
          Map.entry("adamw", AdamW.of()),
          Map.entry("rmsprop", RmsProp.of()),
          Map.entry(
              "rmsprop_centered",
              RmsProp.of().decay(0.9).epsilon(1e-4).momentum(0.5).centered(true).weightDecay(0.02)),
          Map.entry("adagrad", Adagrad.of()),
          Map.entry("lars", Lars.of().trust(0.1)),
          Map.entry("lars_decay", Lars.of().momentum(0.5).weightDecay(0.05).trust(0.02)),
          Map.entry("lamb", Lamb.of()),
          Map.entry("lamb_betas", Lamb.of().betas(0.8, 0.95).epsilon(1e-4)),
          Map.entry("adagrad_initial", Adagrad.of().initial(0.1).epsilon(1e-5).weightDecay(0.05)));

  private static Stream<String[]> lines() {
    return FILES.stream().flatMap(GoldenLines::read);
  }

  static Set<String> names() {
    return lines().map(line -> line[0]).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void trajectory_isThatOfTheOtherLibrary(String name) {
    List<String[]> lines = lines().filter(l -> l[0].equals(name)).toList();
    int n = lines.get(0).length - 2;
    double[] start = new double[n];
    for (int i = 0; i < n; i++) {
      start[i] = Math.sin(i);
    }
    try (OptimizerRun run = OptimizerRun.of(CASES.get(name), start)) {
      for (String[] line : lines) {
        int t = Integer.parseInt(line[1]);
        double[] weights = run.weights();
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
          gradient[i] = Math.cos(i + t) + 0.5 * weights[i];
        }
        run.step(gradient, 0.1 / (1 + 0.1 * t));
        for (int i = 0; i < n; i++) {
          assertThat(run.weights()[i])
              .as("%s step %d element %d", name, t, i)
              .isCloseTo(
                  Double.parseDouble(line[i + 2]), org.assertj.core.data.Offset.offset(2e-6));
        }
        assertThat(run.paddingIsZero()).isTrue();
      }
    }
  }

  @Test
  void everyOptimizer_hasATrajectory() {
    Set<Class<?>> tried = new HashSet<>();
    names().forEach(name -> tried.add(CASES.get(name).getClass()));
    Set<Class<?>> all = new HashSet<>(new OptimizerTypes().types().classes());
    all.removeIf(type -> !StepOptimizer.class.isAssignableFrom(type));
    assertThat(tried).isEqualTo(all);
  }
}
