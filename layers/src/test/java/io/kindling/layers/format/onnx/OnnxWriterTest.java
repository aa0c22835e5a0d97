package io.kindling.layers.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.ActivationGradient;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.Relu;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {
  @TempDir Path folder;

  private final Graph graph = SmallNetwork.graph();
  private final Map<String, Tensor> weights = SmallNetwork.weights(graph);

  @Test
  void whatIsRead_isWhatWasWritten() {
    OnnxModel model = OnnxReader.defaults().read("small", SmallNetwork.file());

    assertThat(model.graph().name()).isEqualTo("small");
    assertThat(model.graph().inputs()).isEqualTo(graph.inputs());
    assertThat(model.graph().outputs().keySet()).containsExactly("scores", "probability");
    assertThat(model.graph().nodes()).extracting(Node::name).startsWith("conv", "norm", "Relu");
    assertThat(model.graph().nodes())
        .extracting(Node::op)
        .isEqualTo(graph.nodes().stream().map(Node::op).toList());
    assertThat(model.graph().parameters())
        .extracting(Parameter::value)
        .isEqualTo(graph.parameters().stream().map(Parameter::value).toList());
    assertThat(model.graph().parameters())
        .extracting(Parameter::role)
        .isEqualTo(graph.parameters().stream().map(Parameter::role).toList());
    assertThat(model.fixedBatch()).isEmpty();
    for (Parameter parameter : model.graph().parameters()) {
      Tensor first = Tensor.zeros(parameter.value().dataType(), parameter.value().shape());
      parameter.initializer().initialize(first, RandomGenerator.getDefault());
      assertThat(first.toFloats()).isEqualTo(weights.get(parameter.name()).toFloats());
      assertThat(model.weights().get(parameter.name()).toFloats()).isEqualTo(first.toFloats());
    }
  }

  @Test
  void theFile_isInTheLowestOpsetAndNamesTheBatch() throws Exception {
    ModelProto proto = ModelProto.parseFrom(SmallNetwork.file());

    assertThat(proto.getOpsetImport(0).getVersion()).isEqualTo(7);
    assertThat(proto.getIrVersion()).isEqualTo(4);
    assertThat(proto.getProducerName()).isEqualTo("Kindling");
    assertThat(proto.getGraph().getInput(0).getType().getTensorType().getShape().getDim(0))
        .matches(dim -> dim.getDimParam().equals("batch"));
    assertThat(proto.getGraph().getNodeList())
        .extracting(n -> n.getOpType())
        .containsExactly(
            "Constant",
            "Conv",
            "BatchNormalization",
            "Relu",
            "MaxPool",
            "Mul",
            "Flatten",
            "Dropout",
            "Gemm",
            "Softmax");
  }

  @Test
  void anArchitecture_comesBackWithoutWeights() {
    byte[] file = OnnxWriter.plain().writeArchitecture(graph);
    OnnxModel model = OnnxReader.defaults().read("architecture", file);

    assertThat(file.length).isLessThan(SmallNetwork.file().length);
    assertThat(model.weights()).isEmpty();
    assertThat(model.graph().inputs()).isEqualTo(graph.inputs());
    assertThat(model.graph().nodes())
        .isEqualTo(OnnxReader.defaults().read("small", SmallNetwork.file()).graph().nodes());
    assertThat(model.graph().parameters())
        .extracting(p -> p.value() + " " + p.role())
        .isEqualTo(graph.parameters().stream().map(p -> p.value() + " " + p.role()).toList());
    Parameter first = model.graph().parameters().get(0);
    assertThatThrownBy(
            () ->
                first
                    .initializer()
                    .initialize(Tensor.zeros(2, 1, 3, 3), RandomGenerator.getDefault()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("conv.weight")
        .hasMessageContaining("Set an initial model.");
  }

  @Test
  void outputsThatAreInputsOrTwice_getACopy() {
    GraphBuilder g = GraphBuilder.named("names");
    Value x = g.input("x", Type.float32(Shape.BATCH, 2));
    Value y = g.applyAll("same", new Relu(), List.of(x)).get(0);
    Value z = g.relu(y);
    g.output("x", x);
    g.output("copy", x);
    g.output("first", y);
    g.output("second", y);
    g.output("same", z);

    Graph read =
        OnnxReader.defaults().read("names", OnnxWriter.plain().write(g.build(), Map.of())).graph();

    assertThat(read.outputs().keySet()).containsExactly("x", "copy", "first", "second", "same");
    assertThat(read.outputs().get("x")).isEqualTo(read.inputs().get(0));
    assertThat(read.nodes().get(1).output()).isEqualTo(read.outputs().get("same"));
  }

  @Test
  void weightsAboveTheLimit_lieBesideTheFile() throws Exception {
    GraphBuilder g = GraphBuilder.named("wide");
    Initializer zeros = (tensor, random) -> tensor.clear();
    Value x = g.input("x", Type.float32(Shape.BATCH, 300));
    Value large = g.parameter("large", Shape.of(300, 7), zeros);
    Value small = g.parameter("small", Shape.of(7), zeros);
    Value other = g.parameter("other", Shape.of(7, 301), zeros);
    Value hidden = g.apply(new Gemm(1, 1, false, false), x, large, small);
    g.output("y", g.apply(new MatMul(), hidden, other));
    Graph wide = g.build();
    Map<String, Tensor> numbers = SmallNetwork.weights(wide);

    for (long whole : new long[] {1 << 20, 1000}) {
      Path place = Files.createDirectory(folder.resolve("whole" + whole));
      OnnxWriter.plain()
          .whole(whole)
          .write(wide, numbers, "m.onnx", name -> Files.newOutputStream(place.resolve(name)));

      assertThat(Files.exists(place.resolve("m.onnx.data"))).isEqualTo(whole == 1000);
      Map<String, Tensor> read = OnnxReader.defaults().read(place.resolve("m.onnx")).weights();
      assertThat(read.keySet()).containsExactlyInAnyOrder("large", "small", "other");
      numbers.forEach(
          (name, tensor) ->
              assertThat(read.get(name).toFloats()).as(name).isEqualTo(tensor.toFloats()));
    }
    // Two pages hold 8,400 bytes, then the next tensor begins.
    assertThat(Files.size(folder.resolve("whole1000/m.onnx.data"))).isEqualTo(3 * 4096 + 8428);
    assertThatThrownBy(() -> OnnxWriter.plain().whole(3L << 30))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void memoryThatIsThereAlready_isFilled() throws Exception {
    Path file = Files.write(folder.resolve("small.onnx"), SmallNetwork.file());
    Map<String, Tensor> places = new HashMap<>();
    weights.forEach(
        (name, tensor) -> places.put(name, Tensor.zeros(tensor.type(), tensor.shape())));
    places.put("dense.bias", Tensor.zeros(4));

    Map<String, Tensor> read =
        OnnxReader.defaults().into(WeightMemory.over(places)).read(file).weights();

    weights.forEach(
        (name, tensor) -> {
          assertThat(read.get(name).toFloats()).isEqualTo(tensor.toFloats());
          assertThat(read.get(name) == places.get(name)).isEqualTo(!name.equals("dense.bias"));
        });
  }

  @Test
  void missingOrOtherWeights_areRefused() {
    Map<String, Tensor> less = new HashMap<>(weights);
    less.put("dense.bias", Tensor.zeros(4));

    assertThatThrownBy(() -> OnnxWriter.plain().write(graph, less))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "OnnxWriter: expected dense.bias: FLOAT32 [3] among the weights, got FLOAT32 [4]. Give"
                + " a tensor for each parameter.");
  }

  @Test
  void operatorsOfTraining_areRefused() {
    GraphBuilder g = GraphBuilder.named("training");
    Value x = g.input("x", Type.float32(2));
    g.output("dx", g.apply(new ActivationGradient(new Relu()), x, x));

    assertThatThrownBy(() -> OnnxWriter.plain().write(g.build(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ActivationGradient");
  }
}
