package io.kindling.layers.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.layers.format.onnx.proto.OperatorSetIdProto;
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
  void runtime_isTheRelocatedOne() {
    assertThat(ModelProto.class.getSuperclass().getName())
        .startsWith("org.apache.hbase.thirdparty.com.google.protobuf.");
  }
}
