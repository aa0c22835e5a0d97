package io.kindling.layers.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.proto.AttributeProto;
import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.layers.format.onnx.proto.OperatorSetIdProto;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.layers.format.onnx.proto.TypeProto;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes come in, a model or a ModelFormatException comes out. */
class HostileFileTest {
  private static final byte[] FILE = SmallNetwork.file();

  /** Runs something that may throw ModelFormatException, and nothing else. */
  private static boolean refused(String what, Executable reading) {
    try {
      reading.execute();
      return false;
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).startsWith(what);
      assertThat(e.problems()).isNotEmpty();
      return true;
    } catch (Throwable e) {
      throw new AssertionError(what + ": expected ModelFormatException, got " + e, e);
    }
  }

  private static boolean refused(String what, byte[] bytes) {
    return refused(what, () -> OnnxReader.defaults().read(what, bytes));
  }

  @Test
  void aFileCutAnywhere_isRefusedOrWhole() {
    int refused = 0;
    for (int length = 0; length < FILE.length; length++) {
      refused += refused("cut at " + length, Arrays.copyOf(FILE, length)) ? 1 : 0;
    }
    // After the graph only metadata is left to lose.
    assertThat(refused).isGreaterThan(FILE.length - 100);
  }

  @Test
  void everyFlippedBit_isRefusedOrReadAsAnotherModel() {
    int refused = 0;
    for (int bit = 0; bit < 8 * FILE.length; bit++) {
      byte[] damaged = FILE.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      refused += refused("bit " + bit, damaged) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(FILE.length);
  }

  @Test
  void noise_isRefused() {
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[1 + random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(refused("noise " + i, noise)).isTrue();
    }
    assertThat(refused("text", "Not a model.".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(refused("nothing", new byte[0])).isTrue();
  }

  /** One thing changed in a good file, and what the message says of it. */
  private enum Change {
    GIANT_DIMENSION("product is a number", g -> dims(g, Long.MAX_VALUE / 2, 4)),
    LARGE_DIMENSION("bytes for [1000000000, 4]", g -> dims(g, 1_000_000_000L, 4)),
    NEGATIVE_DIMENSION("dimensions from 0", g -> dims(g, -2, -9)),
    MANY_DIMENSIONS(
        "at most 64 dimensions",
        g -> {
          for (int i = 0; i < 70; i++) {
            g.getInitializerBuilder(0).addDims(1);
          }
        }),
    UNKNOWN_TYPE("element type", g -> g.getInitializerBuilder(0).setDataType(99)),
    STRINGS("STRING", g -> g.getInitializerBuilder(0).setDataType(8)),
    OTHER_TYPE("bytes for", g -> g.getInitializerBuilder(0).setDataType(11)),
    SEGMENT("segment", g -> g.getInitializerBuilder(0).getSegmentBuilder().setBegin(3)),
    OUTSIDE(
        "inside the file",
        g ->
            g.getInitializerBuilder(0)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalDataBuilder()
                .setKey("location")
                .setValue("../../secret")),
    SECOND_INITIALIZER("one initializer", g -> g.addInitializer(g.getInitializer(0))),
    SECOND_INPUT("different names", g -> g.addInput(g.getInput(0))),
    SECOND_OUTPUT("one output of a name", g -> g.addOutput(g.getOutput(0))),
    NO_OUTPUT_VALUE("defined before", g -> g.getOutputBuilder(0).setName("nowhere")),
    CYCLE("defined before", g -> node(g, "conv").setInput(0, "probability")),
    SELF("defined before", g -> node(g, "conv").setInput(0, "conv")),
    DEFINED_TWICE("defined once", g -> node(g, "norm").setOutput(0, "conv")),
    OVER_AN_INPUT("defined once", g -> node(g, "conv").setOutput(0, "image")),
    TOO_MANY_INPUTS("input", g -> node(g, "norm").addInput("image").addInput("image")),
    TOO_FEW_INPUTS("expected an input 1", g -> node(g, "conv").clearInput().addInput("image")),
    MORE_OUTPUTS("outputs", g -> node(g, "conv").addOutput("more")),
    OTHER_ATTRIBUTE(
        "of type INTS",
        g -> node(g, "conv").getAttributeBuilder(0).setType(AttributeProto.AttributeType.INT)),
    STRANGE_ATTRIBUTE("\"shape\"", g -> node(g, "conv").getAttributeBuilder(1).setName("shape")),
    SAME_ATTRIBUTE("once", g -> node(g, "conv").addAttribute(node(g, "conv").getAttribute(0))),
    ZERO_STRIDE("strides", g -> node(g, "conv").getAttributeBuilder(1).setInts(0, 0)),
    HUGE_KERNEL("kernel", g -> node(g, "conv").getAttributeBuilder(0).setInts(0, Long.MAX_VALUE)),
    OTHER_DECLARATION(
        "as declared",
        g -> g.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(7)),
    NO_SHAPE("declared shape", g -> input(g).clearShape()),
    OPEN_SECOND_DIMENSION(
        "after the first dimension",
        g -> input(g).getShapeBuilder().getDimBuilder(2).clearDimValue()),
    NEGATIVE_INPUT(
        "dimensions from 0", g -> input(g).getShapeBuilder().getDimBuilder(2).setDimValue(-6)),
    LONG_NAME("4096 characters", g -> node(g, "conv").setName("n".repeat(5000))),
    UNKNOWN_OPERATOR("got Convolve", g -> node(g, "conv").setOpType("Convolve")),
    OTHER_DOMAIN("got com.acme.Conv", g -> node(g, "conv").setDomain("com.acme"));

    private final String message;
    private final Consumer<GraphProto.Builder> change;

    Change(String message, Consumer<GraphProto.Builder> change) {
      this.message = message;
      this.change = change;
    }

    private static void dims(GraphProto.Builder g, long first, long second) {
      g.getInitializerBuilder(0).clearDims().addDims(first).addDims(second);
    }

    private static NodeProto.Builder node(GraphProto.Builder g, String name) {
      return g.getNodeBuilderList().stream()
          .filter(n -> n.getName().equals(name))
          .findFirst()
          .orElseThrow();
    }

    private static TypeProto.Tensor.Builder input(GraphProto.Builder g) {
      return g.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder();
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void aChangedFile_isRefusedByName(Change change) throws Exception {
    ModelProto.Builder model = ModelProto.parseFrom(FILE).toBuilder();
    change.change.accept(model.getGraphBuilder());
    byte[] bytes = model.build().toByteArray();

    assertThatThrownBy(() -> OnnxReader.defaults().read("changed.onnx", bytes))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("changed.onnx: ")
        .hasMessageContaining(change.message);
  }

  @Test
  void versionsOutOfRange_areRefused() throws Exception {
    for (int opset : new int[] {1, 6, 26}) {
      ModelProto.Builder model = ModelProto.parseFrom(FILE).toBuilder();
      model.getOpsetImportBuilder(0).setVersion(opset);
      assertThatThrownBy(() -> OnnxReader.defaults().read("old", model.build().toByteArray()))
          .isInstanceOf(ModelFormatException.class)
          .hasMessage(
              "old: expected opset 7 to 25, got "
                  + opset
                  + ". Export the network for one of these.");
    }
    ModelProto.Builder none = ModelProto.parseFrom(FILE).toBuilder().clearOpsetImport();
    assertThat(refused("none", none.build().toByteArray())).isTrue();
    none.clearIrVersion();
    assertThat(refused("no IR", none.build().toByteArray())).isTrue();
  }

  @Test
  void aRangeWithoutEnd_isRefused() {
    long[][] ranges = {{0, 1L << 40, 1}, {0, 5, 0}, {Long.MIN_VALUE, Long.MAX_VALUE, 1}};
    for (long[] each : ranges) {
      assertThat(refused("range", range(each).toByteArray())).as(Arrays.toString(each)).isTrue();
    }
    assertThat(refused("range", range(7, 1, -2).toByteArray())).isFalse();
    long large = 1L << 60;
    OnnxModel model =
        OnnxReader.defaults().read("range", range(large + 1, large + 4, 1).toByteArray());
    assertThat(model.graph().constants().get(0).tensor().toLongs())
        .containsExactly(large + 1, large + 2, large + 3);
  }

  private static ModelProto range(long... bounds) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(11));
    GraphProto.Builder graph = model.getGraphBuilder().setName("range");
    NodeProto.Builder node = graph.addNodeBuilder().setOpType("Range").addOutput("y");
    for (long bound : bounds) {
      String name = "bound" + graph.getInitializerCount();
      Tensor number = Tensor.ofLongs(bound).reshape(Shape.scalar());
      graph.addInitializer(TensorWriting.message(name, number));
      node.addInput(name);
    }
    graph.addOutputBuilder().setName("y");
    return model.build();
  }

  @Test
  void limits_areObeyed() {
    OnnxLimits limits = OnnxLimits.defaults();
    assertThat(
            refused(
                "bytes", () -> OnnxReader.defaults().limits(limits.bytes(100)).read("bytes", FILE)))
        .isTrue();
    assertThat(
            refused(
                "nodes", () -> OnnxReader.defaults().limits(limits.nodes(5)).read("nodes", FILE)))
        .isTrue();
    OnnxLimits shallow = new OnnxLimits(1 << 20, 1 << 20, 100, 100, 3);
    assertThat(refused("depth", () -> OnnxReader.defaults().limits(shallow).read("depth", FILE)))
        .isTrue();
  }
}
