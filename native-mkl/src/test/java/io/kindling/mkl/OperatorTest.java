package io.kindling.mkl;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.backend.Backend;
import io.kindling.backend.Precision;
import io.kindling.contract.OpCase;
import io.kindling.contract.OpCases;
import io.kindling.contract.OpContract;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of the operator contract on oneDNN, forward and backward, in every precision. */
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
    return inEveryPrecision(OpCases.all().stream(), OpContract::checkValues);
  }

  @TestFactory
  Stream<DynamicTest> gradients() {
    return inEveryPrecision(
        OpCases.all().stream().filter(row -> !row.golden().gradients().isEmpty()),
        OpContract::checkGradients);
  }

  private interface Check {
    void run(Backend backend, OpCase row, Precision precision);
  }

  private static Stream<DynamicTest> inEveryPrecision(Stream<OpCase> rows, Check check) {
    return rows.flatMap(
        row ->
            Arrays.stream(Precision.values())
                .filter(precision -> backend.unsupported(precision).isEmpty())
                .map(
                    precision ->
                        dynamicTest(
                            row.name() + " in " + precision.text(),
                            () -> check.run(backend, row, precision))));
  }
}
