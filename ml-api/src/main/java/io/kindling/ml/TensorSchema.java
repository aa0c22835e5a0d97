package io.kindling.ml;

import io.kindling.graph.Graph;
import io.kindling.graph.Value;
import io.kindling.ml.column.ColumnSpec;
import io.kindling.ml.column.Columns;
import io.kindling.ml.param.TensorColumns;
import io.kindling.ml.scoring.TensorOutputs;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What an estimator of any network and its model read and write. Columns that are not set have the
 * names of the network's inputs and outputs.
 *
 * @param who the stage, for messages
 * @param graph the network
 * @param columns the params that name the columns
 */
record TensorSchema(String who, Graph graph, TensorColumns<?> columns) {
  /** Returns what the network reads. */
  List<ColumnSpec> inputs(StructType schema) {
    Columns all = new Columns(who, schema);
    List<String> names =
        names(columns.inputCols(), graph.inputs().stream().map(Value::name).toList());
    List<ColumnSpec> inputs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Value input = graph.inputs().get(i);
      inputs.add(all.input(names.get(i), "inputCols", graph, input));
    }
    return inputs;
  }

  /** Returns the columns that a model adds. */
  List<StructField> added() {
    List<Value> outputs = List.copyOf(graph.outputs().values());
    List<String> names = names(columns.outputCols(), List.copyOf(graph.outputs().keySet()));
    List<StructField> added = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      added.add(
          new StructField(
              names.get(i),
              TensorOutputs.columnType(outputs.get(i).type()),
              true,
              Metadata.empty()));
    }
    return added;
  }

  private List<String> names(StringArrayParam param, List<String> network) {
    List<String> names = columns.isDefined(param) ? List.of(columns.getOrDefault(param)) : network;
    if (names.size() != network.size()) {
      throw new IllegalArgumentException(
          "%s %s: expected one for each of %s, got %s. Set as many."
              .formatted(who, param.name(), network, names));
    }
    return names;
  }
}
