package io.kindling.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kindling.graph.Parameter;
import io.kindling.graph.Type;
import io.kindling.layers.zoo.LeNet;
import io.kindling.layers.zoo.ResNet;
import io.kindling.layers.zoo.Vgg;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import org.junit.jupiter.api.Test;

class NetworkTest {
  @Test
  void namesLayersAndParametersByKindAndNumber() {
    Network network =
        Network.sequential(
            Shape.of(3, 8, 8),
            Conv2d.of(4, 3),
            MaxPool2d.of(2),
            Conv2d.of(5, 3).bias(false).named("last"),
            Conv2d.of(5, 1),
            BatchNorm.of());
    assertThat(network.graph().parameters())
        .extracting(Parameter::name)
        .containsExactly(
            "conv2d_1.weight",
            "conv2d_1.bias",
            "last.weight",
            "conv2d_2.weight",
            "conv2d_2.bias",
            "batch_norm_1.weight",
            "batch_norm_1.bias",
            "batch_norm_1.running_mean",
            "batch_norm_1.running_var");
    assertThat(network.graph().trainable()).hasSize(7);
    assertThat(network.graph().inputs().get(0).type()).isEqualTo(Type.float32(-1, 3, 8, 8));
    assertThat(network.graph().outputs().get("output").shape()).isEqualTo(Shape.batched(5, 1, 1));
  }

  @Test
  void summaryShowsWhatUsersExpect() {
    assertThat(LeNet.of().summary())
        .isEqualTo(
            """
            Network "lenet"
            Layer         Type       Inputs        Output shape        Parameters
            ----------------------------------------------------------------------
            image         Input                    [batch, 1, 28, 28]           0
            conv2d_1      Conv2d     image         [batch, 6, 24, 24]         156
            relu_1        Relu       conv2d_1      [batch, 6, 24, 24]           0
            max_pool2d_1  MaxPool2d  relu_1        [batch, 6, 12, 12]           0
            conv2d_2      Conv2d     max_pool2d_1  [batch, 12, 8, 8]        1,812
            relu_2        Relu       conv2d_2      [batch, 12, 8, 8]            0
            max_pool2d_2  MaxPool2d  relu_2        [batch, 12, 4, 4]            0
            flatten_1     Flatten    max_pool2d_2  [batch, 192]                 0
            dense_1       Dense      flatten_1     [batch, 100]            19,300
            relu_3        Relu       dense_1       [batch, 100]                 0
            dense_2       Dense      relu_3        [batch, 10]              1,010
            ----------------------------------------------------------------------
            Parameters: 22,278 (89,112 bytes), of which 22,278 are trained and 0 are state
            """);
  }

  @Test
  void vggHasThePublishedSizes() {
    Network vgg = Vgg.cifar10();
    assertThat(vgg.graph().outputs().get("scores").shape()).isEqualTo(Shape.batched(10));
    // 14,710,464 in convolutions, 2 * 4,224 in normalization, 262,656 + 5,130 in dense layers.
    assertThat(vgg.summary()).contains("of which 14,986,698 are trained and 8,448 are state");
    Network other = Vgg.of(Shape.of(1, 64, 32), 7);
    // 1,152 weights fewer before gray images; 512 channels of 2x1 pixels before the dense layer.
    assertThat(other.summary()).contains("of which 14,724,935 are trained and 8,448 are state");
  }

  @Test
  void resNetHasThePublishedSizes() {
    Network resNet = ResNet.cifar10();
    assertThat(resNet.graph().outputs().get("scores").shape()).isEqualTo(Shape.batched(10));
    // As the same network has in PyTorch: 11,173,962, of which 5,130 in the dense layer.
    assertThat(resNet.summary()).contains("of which 11,173,962 are trained and 9,600 are state");
    assertThat(ResNet.of(Shape.of(1, 33, 17), 7).graph().outputs().get("scores").shape())
        .isEqualTo(Shape.batched(7));
  }

  @Test
  void branchesJoinAndAllOutputsAreGiven() {
    NetworkBuilder builder = Network.builder("two");
    String image = builder.input("image", Shape.of(4, 6, 6));
    String numbers = builder.input(Input.of("numbers", Shape.of(3)));
    String branch = builder.chain(image, Conv2d.of(4, 3).padding(Padding.SAME), Relu.of());
    String joined = builder.add("joined", Add.of(), image, branch);
    String pooled = builder.add(GlobalAvgPool.of(), joined);
    String all = builder.add(Concat.of(), pooled, numbers);
    builder.output("scores", builder.add(Dense.of(2), all));
    builder.output("features", pooled);
    Network network = builder.build();
    assertThat(network.graph().outputs().keySet()).containsExactly("scores", "features");
    assertThat(network.graph().parameter("dense_1.weight").orElseThrow().value().shape())
        .isEqualTo(Shape.of(2, 7));
    assertThat(network.summary()).contains("joined             Add            image, relu_1");
    assertThat(Network.fromJson(network.toJson())).isEqualTo(network);
  }

  @Test
  void crossesBordersAsJson() {
    for (Network network : new Network[] {LeNet.of(), Vgg.cifar10(), ResNet.cifar10()}) {
      Network read = Network.fromJson(network.toJson());
      assertThat(read).isEqualTo(network);
      assertThat(read.graph().nodes()).isEqualTo(network.graph().nodes());
      assertThat(read.graph().parameters()).isEqualTo(network.graph().parameters());
    }
    String handwritten =
        """
        {"type": "Network", "name": "tiny",
         "inputs": [{"name": "x", "dataType": "FLOAT32", "shape": [3]}],
         "layers": [{"name": "d", "layer": {"type": "Dense", "units": 2}, "inputs": ["x"]}],
         "outputs": [{"name": "y", "from": "d"}]}""";
    NetworkBuilder builder = Network.builder("tiny");
    builder.output("y", builder.add("d", Dense.of(2), builder.input("x", Shape.of(3))));
    assertThat(Network.fromJson(handwritten)).isEqualTo(builder.build());
  }

  @Test
  void refusesJsonThatDoesNotFit() {
    String json = LeNet.of().toJson();
    refused(
        json.replace("[1,28,28]", "[784]"),
        "JSON $: Conv2d \"conv2d_1\": expected input [batch, channels, height, width], got"
            + " [batch, 784]. Put a Reshape before it.");
    refused(json.replace("\"Relu\"", "\"Mish\""), "JSON $.layers[1].layer.type: expected one type");
    refused(
        json.replace("\"inputs\":[\"relu_1\"]", "\"inputs\":[\"relu_9\"]"),
        "JSON $: Network \"lenet\": expected \"max_pool2d_1\" to read one of [conv2d_1, image,"
            + " relu_1], got \"relu_9\". Add that before it, or correct the name.");
    refused(
        json.replace("\"name\":\"relu_2\"", "\"name\":\"relu_1\""),
        "JSON $: Network \"lenet\": expected unique names, got a second \"relu_1\". Rename one.");
    refused(
        json.replace("\"name\":\"image\"", "\"name\":\"row_keys\""),
        "JSON $.inputs[0]: Input: expected a name that training does not use itself, got"
            + " \"row_keys\". Rename it.");
    refused(
        json.replace("\"from\":\"dense_2\"", "\"from\":\"dense_3\""),
        "JSON $: Network \"lenet\": expected \"scores\" to read one of");
  }

  private static void refused(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.fromJson(json))
        .withMessageStartingWith(message);
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.sequential(Shape.batched(3), Dense.of(1)))
        .withMessage(
            "Input \"input\": expected the shape of one row in numbers from 1, got [batch, 3]."
                + " Leave the batch out.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Input("x", DataType.UINT8, Shape.of(3)))
        .withMessageStartingWith("Input \"x\": expected FLOAT32 or INT64, got UINT8.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.builder("empty").build())
        .withMessage(
            "Network \"empty\": expected an input and an output, got 0 inputs and 0 outputs."
                + " Add what is missing.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.sequential(Shape.of(3), Dense.of(1).named("a.b")))
        .withMessageStartingWith("Layer: expected a name of 1 to 200 letters, digits, _ and -");
    NetworkBuilder clash = Network.builder("clash");
    clash.output("x", clash.add(Dense.of(1), clash.input("x", Shape.of(2))));
    assertThatIllegalArgumentException()
        .isThrownBy(clash::build)
        .withMessage("Network \"clash\": expected unique names, got a second \"x\". Rename one.");
  }

  @Test
  void anAutomaticNameGivesWayToATakenOne() {
    NetworkBuilder builder = Network.builder("names");
    String x = builder.input("relu_1", Shape.of(2));
    assertThat(builder.add(Relu.of(), x)).isEqualTo("relu_2");
    assertThat(builder.add(Relu.of().named("mine"), x)).isEqualTo("mine");
    assertThat(builder.add(Relu.of().named("other").named("last"), x)).isEqualTo("last");
    assertThat(builder.add(Relu.of(), x)).isEqualTo("relu_3");
  }
}
