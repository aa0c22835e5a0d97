package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.OutputListener;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs are told of when they are there, and their memory is the listener's from then on. */
final class OutputListenerTest {
  static Stream<Arguments> cases() {
    Map<String, Graph> graphs =
        Map.of(
            "vgg", Networks.training(Networks.vgg(8, 20, 16, 0, 20, 32, 0, 5)).graph(),
            "lenet", Networks.training(Networks.lenet(6, 12, 100)).graph(),
            "one value under two names", sharing());
    return graphs.keySet().stream()
        .sorted()
        .flatMap(
            name ->
                Stream.of(0, 3, 40)
                    .flatMap(
                        batch ->
                            Stream.of("onednn", "reference")
                                .map(b -> Arguments.of(name, b, batch, graphs.get(name)))));
  }

  /** An output that is another's memory too, is read later, and is an input. */
  private static Graph sharing() {
    GraphBuilder builder = GraphBuilder.named("sharing");
    Value x = builder.input("x", new Type(DataType.FLOAT32, Shape.batched(4)));
    Value first = builder.add(x, x);
    Value flat = builder.reshape(first, -1, 2, 2);
    Value later = builder.mul(first, first);
    builder.output("first", first);
    builder.output("again", first);
    builder.output("flat", flat);
    builder.output("later", later);
    builder.output("same", x);
    return builder.build();
  }

  private static final class Ledger implements OutputListener {
    private final List<String> order = new ArrayList<>();
    private final Map<String, float[]> values = new HashMap<>();
    private Plan plan;

    @Override
    public void settled(String output) {
      order.add(output);
      Tensor tensor = plan.tensor(output);
      values.put(output, tensor.toFloats());
      if (!output.equals("same")) {
        for (long i = 0; i < tensor.size(); i++) {
          tensor.setFloat(i, Float.NaN);
        }
      }
    }
  }

  /** Memory of its own for each output, as two names of one value share it otherwise. */
  private static Map<String, Tensor> apart(Graph graph, int batch) {
    Map<String, Tensor> bindings = new HashMap<>();
    graph
        .outputs()
        .forEach(
            (name, value) -> bindings.put(name, Tensor.zeros(value.shape().bind(batch).dims())));
    return bindings;
  }

  private static void fill(Graph graph, Plan plan) {
    graph.inputs().forEach(value -> fill(plan.tensor(value.name())));
    graph.parameters().forEach(parameter -> fill(plan.tensor(parameter.name())));
  }

  private static void fill(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      if (tensor.type() == DataType.FLOAT32) {
        tensor.setFloat(i, (i * 7919 % 31 - 12) / 50f);
      } else {
        tensor.setLong(i, i % 3);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}, batch {2}")
  @MethodSource("cases")
  void everyOutput_isToldOfOnceWithItsResult(String name, String kind, int batch, Graph graph) {
    Ledger ledger = new Ledger();
    try (Backend backend =
            kind.equals("onednn") ? new OneDnnProvider().open(2) : new ReferenceBackend();
        Plan plain = backend.compile(graph, CompileOptions.of(batch));
        Plan plan =
            backend.compile(
                graph, CompileOptions.of(batch).bindings(apart(graph, batch)).listener(ledger))) {
      ledger.plan = plan;
      for (int run = 0; run < 2; run++) {
        ledger.order.clear();
        fill(graph, plain);
        fill(graph, plan);
        plain.run();
        plan.run();
        assertThat(ledger.order).containsExactlyInAnyOrderElementsOf(graph.outputs().keySet());
        ledger.values.forEach(
            (output, values) ->
                assertThat(bits(values))
                    .as(output)
                    .isEqualTo(bits(plain.tensor(output).toFloats())));
      }
    }
    if (name.equals("vgg") && batch > 0) {
      // The backward pass comes to the last layer first.
      assertThat(ledger.order.indexOf(TrainingGraph.update("f2.weight")))
          .isLessThan(ledger.order.indexOf(TrainingGraph.update("c3.weight")))
          .isBetween(0, ledger.order.size() - 8);
      assertThat(ledger.order).last().asString().startsWith("update/c1");
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
