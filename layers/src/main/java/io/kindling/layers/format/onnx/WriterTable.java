package io.kindling.layers.format.onnx;

import io.kindling.graph.Node;
import io.kindling.graph.Op;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How each operator is written; one row an operator. */
final class WriterTable {
  private static final int BFLOAT16 = 22;

  private static final Map<Class<? extends Op>, NodeWriter<? extends Op>> TABLE = table();

  private WriterTable() {}

  private static Map<Class<? extends Op>, NodeWriter<? extends Op>> table() {
    Map<Class<? extends Op>, NodeWriter<? extends Op>> table = new LinkedHashMap<>();
    Rows rows =
        new Rows() {
          @Override
          public <O extends Op> void add(
              Class<O> type, NodeWriter.Since<O> since, NodeWriter.Writer<O> writer) {
            table.put(type, new NodeWriter<>(since, writer));
          }
        };
    ElementwiseWriters.rows(rows);
    ComparisonWriters.rows(rows);
    ShapeWriters.rows(rows);
    ReductionWriters.rows(rows);
    WindowWriters.rows(rows);
    return table;
  }

  /** Returns the lowest operator set that a node can be written in. */
  static int since(Node node) {
    int types =
        Stream.concat(node.inputs().stream(), node.outputs().stream())
            .map(Value::dataType)
            .mapToInt(WriterTable::since)
            .max()
            .orElse(OperatorTable.OLDEST);
    return Math.max(types, since(row(node), node));
  }

  @SuppressWarnings("unchecked") // A row is found by the class of its operator.
  private static <O extends Op> int since(NodeWriter<O> row, Node node) {
    return row.since().of((O) node.op(), node);
  }

  static void write(NodeSink sink) {
    write(row(sink.node()), sink);
    sink.finish();
  }

  @SuppressWarnings("unchecked") // A row is found by the class of its operator.
  private static <O extends Op> void write(NodeWriter<O> row, NodeSink sink) {
    row.writer().write((O) sink.node().op(), sink);
  }

  private static NodeWriter<? extends Op> row(Node node) {
    NodeWriter<? extends Op> row = TABLE.get(node.op().getClass());
    if (row == null) {
      throw new IllegalArgumentException(
          node.op().type()
              + " \""
              + node.name()
              + "\": expected an operator of the standard, got one that exists here alone. Write "
              + "the graph as it is in inference.");
    }
    return row;
  }

  private static int since(DataType type) {
    return type == DataType.BFLOAT16 ? BFLOAT16 : OperatorTable.OLDEST;
  }

  /** Takes the rows of a family of operators. */
  interface Rows {
    /** Adds the row of an operator. */
    <O extends Op> void add(Class<O> type, NodeWriter.Since<O> since, NodeWriter.Writer<O> writer);

    /** Adds the row of an operator without attributes, as old as the oldest set. */
    default <O extends Op> void plain(Class<O> type) {
      plain(type, OperatorTable.OLDEST);
    }

    /** Adds the row of an operator without attributes. */
    default <O extends Op> void plain(Class<O> type, int since) {
      add(type, (op, node) -> since, (op, sink) -> {});
    }
  }
}
