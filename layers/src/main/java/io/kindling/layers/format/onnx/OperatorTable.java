package io.kindling.layers.format.onnx;

import io.kindling.layers.format.FormatProblem;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which operators of the standard are read, and how, from which version of the operator set on; an
 * operator that changed has a row for each change since opset 7.
 */
final class OperatorTable {
  /** The oldest operator set that is read. */
  static final int OLDEST = 7;

  /** The newest operator set that is read. */
  static final int NEWEST = 25;

  private static final Map<String, NavigableMap<Integer, NodeReader>> TABLE = table();

  private OperatorTable() {}

  private static Map<String, NavigableMap<Integer, NodeReader>> table() {
    Map<String, NavigableMap<Integer, NodeReader>> table = new TreeMap<>();
    Rows rows =
        (operator, since, reader) ->
            table.computeIfAbsent(operator, name -> new TreeMap<>()).put(since, reader);
    ElementwiseReaders.rows(rows);
    ComparisonReaders.rows(rows);
    ShapeReaders.rows(rows);
    ConstantReaders.rows(rows);
    ReductionReaders.rows(rows);
    WindowReaders.rows(rows);
    NormalizationReaders.rows(rows);
    CompositeReaders.rows(rows);
    return table;
  }

  /**
   * Returns the reader of an operator in a version of the operator set.
   *
   * @throws Refusal when the operator is not supported
   */
  static NodeReader reader(String domain, String operator, int opset) {
    NavigableMap<Integer, NodeReader> versions = TABLE.get(operator);
    boolean standard = isStandard(domain);
    if (!standard || versions == null) {
      throw Refusal.operator(
          "expected an operator that Kindling has, got "
              + (standard ? "" : domain + ".")
              + operator
              + " of opset "
              + opset
              + ". Export the network with other operators.");
    }
    Map.Entry<Integer, NodeReader> row = versions.floorEntry(opset);
    if (row == null) {
      throw Refusal.of(
          FormatProblem.Kind.VERSION,
          "expected opset "
              + versions.firstKey()
              + " or newer, got "
              + opset
              + ". Export the network for a newer opset.");
    }
    return row.getValue();
  }

  /** Returns whether a domain is the standard's own, which has two names. */
  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** Takes the rows of a family of operators. */
  @FunctionalInterface
  interface Rows {
    /** Adds the reader of an operator from a version on; 7 where it is as old or older. */
    void add(String operator, int since, NodeReader reader);
  }
}
