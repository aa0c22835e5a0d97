package io.kindling.mkl;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.backend.Backend;
import io.kindling.contract.OpCases;
import io.kindling.contract.OpContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of the operator contract on oneDNN, forward and backward. */
final class OperatorTest {
  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new OneDnnProvider().open(2);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @TestFactory
  Stream<DynamicTest> values() {
    return OpCases.all().stream()
        .map(row -> dynamicTest(row.name(), () -> OpContract.checkValues(backend, row)));
  }

  @TestFactory
  Stream<DynamicTest> gradients() {
    return OpCases.all().stream()
        .filter(row -> !row.golden().gradients().isEmpty())
        .map(row -> dynamicTest(row.name(), () -> OpContract.checkGradients(backend, row)));
  }
}
