package io.kindling.layers.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.layers.format.onnx.proto.OperatorSetIdProto;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

final class OnnxSchemaTest {
  @Test
  void model_survivesItsBytes() throws Exception {
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(
                GraphProto.newBuilder()
                    .setName("g")
                    .addNode(NodeProto.newBuilder().setOpType("Relu").addInput("x").addOutput("y")))
            .build();

    ModelProto read = ModelProto.parseFrom(model.toByteArray());

    assertThat(read).isEqualTo(model);
    assertThat(read.getGraph().getNode(0).getOpType()).isEqualTo("Relu");
  }

  @Test
  void file_writtenByTheOnnxPackageIsRead() throws Exception {
    try (InputStream file = OnnxSchemaTest.class.getResourceAsStream("/onnx/relu.onnx")) {
      ModelProto model = ModelProto.parseFrom(file);

      assertThat(model.getIrVersion()).isEqualTo(8);
      assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
      assertThat(model.getGraph().getInput(0).getType().getTensorType().getShape().getDimList())
          .extracting(dimension -> dimension.getDimParam() + dimension.getDimValue())
          .containsExactly("batch0", "3");
    }
  }

  @Test
  void runtime_isTheRelocatedOne() {
    assertThat(ModelProto.class.getSuperclass().getName())
        .startsWith("org.apache.hbase.thirdparty.com.google.protobuf.");
  }
}
