package io.kindling.layers.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.Reshape;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxReaderTest {
  @TempDir Path folder;

  private static ModelProto.Builder small() {
    try {
      return ModelProto.parseFrom(SmallNetwork.file()).toBuilder();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static NodeProto.Builder node(ModelProto.Builder model, String name) {
    return model.getGraphBuilder().getNodeBuilderList().stream()
        .filter(n -> n.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Path saved(ModelProto.Builder model) throws IOException {
    return Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
  }

  /** y = reshape(x, to) of opset 7, where both are inputs of the graph. */
  private static ModelProto.Builder reshape() {
    GraphBuilder g = GraphBuilder.named("reshape");
    Value x = g.input("x", Type.float32(2, 6));
    g.output("y", g.applyAll("node", new Reshape(List.of(3L, 4L)), List.of(x)).get(0));
    ModelProto.Builder model = parse(OnnxWriter.plain().write(g.build(), Map.of()));
    model
        .getGraphBuilder()
        .clearInitializer()
        .addInput(TensorWriting.declaration("to", new Type(DataType.INT64, Shape.of(2))));
    node(model, "node").setInput(1, "to");
    return model;
  }

  private static ModelProto.Builder parse(byte[] bytes) {
    try {
      return ModelProto.parseFrom(bytes).toBuilder();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void allProblems_areListedInOneError() throws IOException {
    ModelProto.Builder model = small();
    node(model, "conv").setOpType("Convolve");
    node(model, "norm").setOpType("Normalize");
    node(model, "dense").setDomain("com.acme");
    Path file = saved(model);

    assertThat(OnnxReader.defaults().problems(file))
        .extracting(FormatProblem::kind, FormatProblem::place)
        .containsExactly(
            tuple(FormatProblem.Kind.OPERATOR, "Convolve \"conv\""),
            tuple(FormatProblem.Kind.OPERATOR, "Normalize \"norm\""),
            tuple(FormatProblem.Kind.OPERATOR, "Gemm \"dense\""));
    assertThatThrownBy(() -> OnnxReader.defaults().read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": expected a model that can be used, got 3 problems.\n")
        .hasMessageContaining("got Convolve of opset 7")
        .hasMessageContaining("got com.acme.Gemm of opset 7");
  }

  @Test
  void anInputThatDecidesShapes_isNamedAndCanBeBound() throws IOException {
    Path file = saved(reshape());

    FormatProblem problem = OnnxReader.defaults().problems(file).get(0);
    assertThat(problem.kind()).isEqualTo(FormatProblem.Kind.NOT_CONSTANT);
    assertThat(problem.inputs()).containsExactly("to");
    assertThat(problem.toString())
        .isEqualTo(
            "Reshape \"node\": expected a constant as input 1, got one that depends on [to]. Bind"
                + " its value, or export the network with a constant.");
    Graph graph = OnnxReader.defaults().bind(Map.of("to", Tensor.ofLongs(4, 3))).read(file).graph();
    assertThat(graph.inputs()).extracting(Value::name).containsExactly("x");
    assertThat(graph.outputs().get("y").shape()).isEqualTo(Shape.of(4, 3));
    assertThat(OnnxReader.defaults().bind(Map.of("from", Tensor.ofLongs(4, 3))).problems(file))
        .extracting(FormatProblem::message)
        .containsExactly(
            "expected bound names among the inputs [x, to], got \"from\". Check the name.");
  }

  @Test
  void aFixedBatch_isKeptAndReported() throws IOException {
    ModelProto.Builder model = small();
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(0)
        .setDimValue(1);
    OnnxModel read = OnnxReader.defaults().read(saved(model));

    assertThat(read.fixedBatch()).containsExactly("image");
    assertThat(read.graph().inputs().get(0).shape()).isEqualTo(Shape.of(1, 1, 6, 6));
    assertThat(read.fixedBatchProblems())
        .extracting(FormatProblem::toString)
        .containsExactly(
            "Input \"image\": expected a symbol as first dimension, got a number. Export the"
                + " network with a dynamic batch size.");
  }

  @Test
  void anotherSymbol_canBeBoundToANumber() throws IOException {
    ModelProto.Builder model = small();
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(3)
        .setDimParam("width");
    Path file = saved(model);

    assertThat(OnnxReader.defaults().problems(file))
        .extracting(FormatProblem::kind)
        .containsExactly(FormatProblem.Kind.DIMENSION);
    assertThat(OnnxReader.defaults().dimension("width", 6).read(file).graph().inputs())
        .isEqualTo(SmallNetwork.graph().inputs());
  }

  @Test
  void weightsInAFileBesideTheModel_areRead() throws IOException {
    ModelProto.Builder model = small();
    byte[] raw = model.getGraph().getInitializer(0).getRawData().toByteArray();
    byte[] padded = new byte[raw.length + 10];
    System.arraycopy(raw, 0, padded, 7, raw.length);
    Files.write(folder.resolve("weights.bin"), padded);
    external(model, "weights.bin", 7);

    Map<String, Tensor> weights = OnnxReader.defaults().read(saved(model)).weights();

    assertThat(weights.get("conv.weight").toFloats())
        .isEqualTo(SmallNetwork.weights(SmallNetwork.graph()).get("conv.weight").toFloats());
  }

  private static void external(ModelProto.Builder model, String location, long offset) {
    TensorProto.Builder tensor = model.getGraphBuilder().getInitializerBuilder(0);
    tensor.clearRawData().clearExternalData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalDataBuilder().setKey("location").setValue(location);
    tensor.addExternalDataBuilder().setKey("offset").setValue(Long.toString(offset));
  }

  @Test
  void filesOutsideTheModelsFolder_areNotOpened() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path secret = Files.write(folder.resolve("secret"), new byte[72]);
    Files.createSymbolicLink(inside.resolve("link"), secret);
    Files.createSymbolicLink(inside.resolve("up"), folder);
    List<String> places =
        List.of(
            "../secret", secret.toString(), "link", "up/secret", "", "nowhere", "a/../../secret");
    for (String place : places) {
      ModelProto.Builder model = small();
      external(model, place, 0);
      Path file = Files.write(inside.resolve("model.onnx"), model.build().toByteArray());
      assertThat(OnnxReader.defaults().problems(file))
          .as(place)
          .extracting(FormatProblem::message)
          .allMatch(m -> m.startsWith("expected a file of weights in the model's folder"));
    }
  }

  @Test
  void weightsCutShort_areRefused() throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[71]);
    for (long offset : new long[] {0, -1, Long.MAX_VALUE}) {
      ModelProto.Builder model = small();
      external(model, "weights.bin", offset);
      assertThat(OnnxReader.defaults().problems(saved(model))).isNotEmpty();
    }
  }

  @Test
  void initialModel_listsAllThatDoesNotFit() throws IOException {
    ModelProto.Builder model = small();
    node(model, "conv").setOpType("Convolve");
    model.getGraphBuilder().getInitializerBuilder(5).setName("dense.kernel");
    model.getGraphBuilder().getInitializerBuilder(1).clearDims().addDims(1).addDims(2);
    InitialModel initial =
        InitialModel.of(OnnxReader.defaults(), saved(model), SmallNetwork.graph());

    assertThat(initial.problems())
        .extracting(FormatProblem::place)
        .contains(
            "Convolve \"conv\"",
            "Parameter \"norm.scale\"",
            "Parameter \"dense.weight\"",
            "Initializer \"dense.kernel\"");
    assertThat(initial.weights())
        .containsOnlyKeys("conv.weight", "norm.bias", "norm.mean", "norm.var", "dense.bias");
    assertThatThrownBy(initial::require).isInstanceOf(ModelFormatException.class);
  }

  @Test
  void initialModel_ofTheSameNetwork_fits() throws IOException {
    InitialModel initial =
        InitialModel.of(OnnxReader.defaults(), saved(small()), SmallNetwork.graph());

    assertThat(initial.require()).hasSize(7);
  }

  @Test
  void aMissingFile_isNamed() {
    Path file = folder.resolve("nowhere.onnx");

    assertThatThrownBy(() -> OnnxReader.defaults().read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": expected a readable file, got ");
  }
}
