package io.kindling.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.layers.Input;
import io.kindling.layers.Layer;
import io.kindling.layers.LayerTypes;
import io.kindling.layers.Network;
import io.kindling.layers.NetworkBuilder;
import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.MeanSquaredError;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerContractTest {
  private static final int BATCH = 4;

  static List<LayerCase> rows() {
    return LayerCases.all();
  }

  @Test
  void everyLayerHasARowAndAName() {
    List<Class<?>> layers = Records.besides(Layer.class, Layer.class);
    assertThat(layers).hasSizeGreaterThan(15);
    assertThat(rows().stream().<Class<?>>map(row -> row.layer().getClass()).distinct())
        .containsExactlyInAnyOrderElementsOf(layers);
    assertThat(Records.registered(new LayerTypes().types(), Layer.class))
        .containsExactlyInAnyOrderElementsOf(layers);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isTheSameAfterJson(LayerCase row) {
    JsonCodec codec = JsonCodec.standard();
    String json = codec.toJson(row.layer());
    assertThat(codec.fromJson(json, Layer.class)).isEqualTo(row.layer());
    assertThat(codec.toJson(codec.fromJson(json, Layer.class))).isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void givesTheShapeWithTheParameters(LayerCase row) {
    Graph graph = network(row.layer(), row.inputs(), false).graph();
    assertThat(graph.outputs().get("output").shape()).isEqualTo(Shape.batched(row.output().dims()));
    assertThat(graph.outputs().get("output").dataType()).isEqualTo(DataType.FLOAT32);
    Map<String, Shape> parameters =
        graph.parameters().stream()
            .collect(Collectors.toMap(Parameter::name, p -> p.value().shape()));
    Map<String, Shape> expected = new TreeMap<>();
    row.parameters().forEach((name, shape) -> expected.put("it." + name, shape));
    assertThat(parameters).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void runsWithAnyBatch(LayerCase row) {
    Graph graph = network(row.layer(), row.inputs(), false).graph();
    for (int batch : new int[] {0, 1, 3}) {
      try (ReferenceBackend backend = new ReferenceBackend();
          Plan plan = backend.compile(graph, CompileOptions.of(batch))) {
        Random random = new Random(3);
        graph.parameters().forEach(p -> p.initializer().initialize(plan.tensor(p.name()), random));
        plan.run();
        Tensor output = plan.tensor("output");
        assertThat(output.shape()).isEqualTo(Shape.batched(row.output().dims()).bind(batch));
        for (float element : output.toFloats()) {
          assertThat(element).isFinite();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void passesGradientsToParametersAndInputs(LayerCase row) {
    Graph graph = network(row.layer(), row.inputs(), true).graph();
    Random random = new Random(7);
    GradientCheck.check(
        graph,
        MeanSquaredError.of(),
        BATCH,
        plan -> {
          for (Input input : row.inputs()) {
            if (input.dataType() == DataType.INT64) {
              Spread.indices(plan.tensor(input.name()), random, 7);
            }
          }
          Tensor target = plan.tensor(TrainingGraph.target(0));
          for (long i = 0; i < target.size(); i++) {
            target.setDouble(i, random.nextGaussian());
          }
        },
        LayerContractTest::lossSum);
  }

  private static double lossSum(Plan plan) {
    Tensor output = plan.tensor("output");
    Tensor target = plan.tensor(TrainingGraph.target(0));
    long elements = output.size() / BATCH;
    double sum = 0;
    for (long i = 0; i < output.size(); i++) {
      double difference = output.getDouble(i) - target.getDouble(i);
      double weight = plan.tensor(TrainingGraph.ROW_WEIGHTS).getDouble(i / elements);
      sum += weight * difference * difference / elements;
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refusesWhatDoesNotFitNamingItself(LayerCase row) {
    String kind = row.layer().getClass().getSimpleName();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(row.layer(), row.badInputs(), false))
        .withMessageStartingWith(kind + " \"it\": " + row.message())
        .withMessageMatching("(?s)[^.]*: expected .*, got .*\\. .*\\.");
  }

  private static Network network(Layer layer, List<Input> inputs, boolean probed) {
    NetworkBuilder builder = Network.builder("contract");
    List<String> names = new ArrayList<>();
    for (Input input : inputs) {
      String name = builder.input(input);
      boolean floats = input.dataType() == DataType.FLOAT32;
      names.add(probed && floats ? builder.add(new Probe(), name) : name);
    }
    return builder.output("output", builder.add("it", layer, names.toArray(String[]::new))).build();
  }
}
