package io.kindling.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Collective;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.contract.Golden;
import io.kindling.contract.TensorAssert;
import io.kindling.contract.Workers;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What N workers compute on parts of a batch, added up, against one worker on the whole. */
class WorkersTest {
  private static final Golden GOLDEN = Golden.read("/golden/training.txt").get("cnn");
  private static final int ROWS = 5;

  /** The rows of each worker end where the next one's begin. */
  private static final Map<String, int[]> PARTS =
      Map.of(
          "2",
          new int[] {0, 2, 5},
          "3",
          new int[] {0, 1, 3, 5},
          "2 with none",
          new int[] {0, 0, 5});

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "2 with none"})
  void synchronizedStatisticsAndRowKeys_giveWhatOneWorkerGives(String parts) {
    Graph network = Networks.cnn(true, 0.3f);
    Map<String, Tensor> alone = sums(network, new int[] {0, ROWS});
    Map<String, Tensor> together = sums(network, PARTS.get(parts));
    alone.forEach(
        (name, expected) ->
            TensorAssert.assertClose(name, together.get(name), expected, 1e-4, 1e-4));
  }

  @Test
  void ownStatistics_giveSomethingElse() {
    Graph network = Networks.cnn(false, 0);
    Tensor alone = sums(network, new int[] {0, ROWS}).get("kernel");
    Tensor together = sums(network, PARTS.get("2")).get("kernel");
    double apart = 0;
    for (long i = 0; i < alone.size(); i++) {
      apart = Math.max(apart, Math.abs(alone.getDouble(i) - together.getDouble(i)));
    }
    assertThat(apart).isGreaterThan(1e-2);
  }

  private static Map<String, Tensor> sums(Graph network, int[] ends) {
    TrainingGraph training = TrainingGraph.of(network, List.of(new CrossEntropyRows()), Set.of());
    List<Map<String, Tensor>> results =
        Workers.run(
            ends.length - 1,
            collective ->
                worker(
                    training,
                    network,
                    collective,
                    ends[collective.rank()],
                    ends[collective.rank() + 1]));
    Map<String, Tensor> sums = new LinkedHashMap<>(results.get(0));
    for (Parameter parameter : training.updates()) {
      for (Map<String, Tensor> other : results.subList(1, results.size())) {
        Tensor sum = sums.get(parameter.name());
        Tensor part = other.get(parameter.name());
        if (parameter.role() == Parameter.Role.STATE) {
          continue;
        }
        for (long i = 0; i < sum.size(); i++) {
          sum.setFloat(i, sum.getFloat(i) + part.getFloat(i));
        }
      }
    }
    return sums;
  }

  private static Map<String, Tensor> worker(
      TrainingGraph training, Graph network, Collective collective, int from, int to) {
    CompileOptions options = CompileOptions.of(to - from).collective(collective);
    try (Plan plan = new ReferenceBackend().compile(training.graph(), options)) {
      copyRows(plan.tensor("x"), GOLDEN.inputs().get(0), from);
      copyRows(plan.tensor("target_0"), GOLDEN.inputs().get(1), from);
      copyRows(plan.tensor(TrainingGraph.ROW_WEIGHTS), GOLDEN.inputs().get(2), from);
      copyRows(plan.tensor(TrainingGraph.ROW_KEYS), Tensor.ofLongs(11, -22, 33, 44, -55), from);
      int next = 3;
      for (Parameter parameter : network.parameters()) {
        plan.tensor(parameter.name()).copyFrom(GOLDEN.inputs().get(next++));
      }
      plan.run();
      Map<String, Tensor> results = new LinkedHashMap<>();
      for (Parameter parameter : training.updates()) {
        Tensor update = plan.tensor(TrainingGraph.update(parameter.name()));
        results.put(parameter.name(), update.copy());
      }
      return results;
    }
  }

  private static void copyRows(Tensor part, Tensor whole, int from) {
    long width = whole.size() / whole.shape().dim(0);
    part.copyFrom(whole.view(from * width, Shape.of(part.size())).reshape(part.shape()));
  }
}
