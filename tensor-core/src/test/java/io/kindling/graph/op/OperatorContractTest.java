package io.kindling.graph.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Backend;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.contract.OpCase;
import io.kindling.contract.OpCases;
import io.kindling.contract.OpContract;
import io.kindling.graph.Graph;
import io.kindling.graph.Op;
import io.kindling.tensor.DataType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorContractTest {
  private final Backend backend = new ReferenceBackend();

  static List<OpCase> rows() {
    return OpCases.all();
  }

  static List<OpCase> differentiable() {
    return rows().stream().filter(row -> !row.golden().gradients().isEmpty()).toList();
  }

  static List<OpCase> float32() {
    return differentiable().stream()
        .filter(row -> row.golden().inputs().get(0).type() == DataType.FLOAT32)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shapeRule_givesGoldenTypes(OpCase row) {
    OpContract.checkTypes(row);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void reference_givesGoldenValues(OpCase row) {
    OpContract.checkValues(backend, row);
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void reference_givesGoldenGradients(OpCase row) {
    OpContract.checkGradients(backend, row);
  }

  @ParameterizedTest
  @MethodSource("float32")
  void gradients_agreeWithCentralDifferences(OpCase row) {
    OpContract.checkNumericGradients(backend, row);
  }

  @Test
  void everyOperator_hasARow() throws IOException, URISyntaxException {
    Set<String> covered = new TreeSet<>();
    for (OpCase row : rows()) {
      Graph graph =
          row.golden().gradients().isEmpty()
              ? OpContract.forward(row)
              : OpContract.withGradients(row);
      graph.nodes().forEach(node -> covered.add(node.op().getClass().getSimpleName()));
    }
    assertThat(covered).containsAll(operators());
  }

  private static Set<String> operators() throws IOException, URISyntaxException {
    Path classes = Path.of(Op.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String folder = Add.class.getPackageName().replace('.', '/');
    try (Stream<Path> files = Files.list(classes.resolve(folder))) {
      Set<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && !name.contains("$"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .filter(OperatorContractTest::isOperator)
              .collect(Collectors.toSet());
      assertThat(names).contains("Add", "Conv", "ConvWeightGradient");
      return names;
    }
  }

  private static boolean isOperator(String name) {
    try {
      Class<?> type = Class.forName(Add.class.getPackageName() + "." + name);
      return Op.class.isAssignableFrom(type) && !type.isInterface();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
