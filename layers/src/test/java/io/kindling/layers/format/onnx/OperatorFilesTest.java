package io.kindling.layers.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.contract.OpCase;
import io.kindling.contract.OpCases;
import io.kindling.contract.OpContract;
import io.kindling.contract.TensorAssert;
import io.kindling.graph.Graph;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator of the operator contract is written and read, and then gives the same bits. */
class OperatorFilesTest {
  /** Statistics of training that the standard has no outputs for. */
  private static boolean isTrainingOnly(OpCase row) {
    return row.op().isInternal() || row.golden().outputs().size() > 3;
  }

  static List<OpCase> rows() {
    return OpCases.all().stream().filter(row -> !isTrainingOnly(row)).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anOperator_survivesTheFile(OpCase row) {
    Graph graph = OpContract.forward(row);
    OnnxModel model =
        OnnxReader.defaults().read(row.name(), OnnxWriter.plain().write(graph, Map.of()));

    assertThat(model.graph().inputs()).isEqualTo(graph.inputs());
    List<Tensor> before = run(graph, row);
    List<Tensor> after = run(model.graph(), row);
    for (int i = 0; i < before.size(); i++) {
      TensorAssert.assertSame("output " + i, after.get(i), before.get(i));
    }
  }

  private static List<Tensor> run(Graph graph, OpCase row) {
    try (Backend backend = new ReferenceBackend();
        Plan plan = backend.compile(graph, CompileOptions.of(row.batch()))) {
      for (int i = 0; i < row.golden().inputs().size(); i++) {
        plan.tensor("input_" + i).copyFrom(row.golden().inputs().get(i));
      }
      plan.run();
      return graph.outputs().keySet().stream().map(name -> plan.tensor(name).copy()).toList();
    }
  }

  @Test
  void whatIsOfTrainingAlone_isRefused() {
    List<OpCase> rows = OpCases.all().stream().filter(OperatorFilesTest::isTrainingOnly).toList();
    assertThat(rows).isNotEmpty();
    for (OpCase row : rows) {
      Graph graph = OpContract.forward(row);
      assertThatThrownBy(() -> OnnxWriter.plain().write(graph, Map.of()))
          .as(row.name())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
