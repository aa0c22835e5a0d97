package io.kindling.ml;

import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.loss.Loss;
import io.kindling.ml.column.ColumnSpec;
import io.kindling.ml.column.Columns;
import io.kindling.ml.param.NumberColumns;
import io.kindling.tensor.DataType;
import java.util.List;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a regressor and its model read and write.
 *
 * @param who the stage, for messages
 * @param graph the network
 * @param columns the params that name the columns
 */
record NumberSchema(String who, Graph graph, NumberColumns<?> columns) {
  /**
   * Returns the schema of a stage.
   *
   * @throws IllegalArgumentException when the network is not one that gives a number
   */
  static NumberSchema of(String who, Graph graph, NumberColumns<?> columns) {
    Type output = Networks.single(who, graph);
    if (output.dataType() != DataType.FLOAT32 || output.shape().size() != -1) {
      throw new IllegalArgumentException(
          "%s: expected a network with an output FLOAT32 [batch, 1] or [batch], got %s."
                  .formatted(who, output)
              + " End it with Dense.of(1), or use DeepEstimator.");
    }
    return new NumberSchema(who, graph, columns);
  }

  /** Returns what the network reads. */
  ColumnSpec features(StructType schema) {
    Value input = graph.inputs().get(0);
    return new Columns(who, schema).input(columns.getFeaturesCol(), "featuresCol", graph, input);
  }

  /** Returns what the loss compares the output with. */
  ColumnSpec label(StructType schema, Loss loss) {
    Columns all = new Columns(who, schema);
    all.number(columns.getLabelCol(), "labelCol");
    return Targets.of(all, graph, List.of(loss), List.of(columns.getLabelCol()), "labelCol").get(0);
  }

  /** Returns the columns that a model adds. */
  List<StructField> added() {
    String name = columns.getPredictionCol();
    return name.isEmpty()
        ? List.of()
        : List.of(
            new StructField(
                name,
                DataTypes.DoubleType,
                true,
                NumericAttribute.defaultAttr().withName(name).toMetadata()));
  }
}
