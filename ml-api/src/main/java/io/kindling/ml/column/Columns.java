package io.kindling.ml.column;

import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the columns of a stage in a schema and judges their types.
 *
 * @param who the stage, for messages
 */
public record Columns(String who, StructType schema) {
  /**
   * Returns a column of the schema.
   *
   * @param role the param that names it
   * @throws IllegalArgumentException when it is missing
   */
  public StructField find(String name, String role) {
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        "%s: expected a column \"%s\" (%s), got %s. Add it, or set %s."
            .formatted(who, name, role, Arrays.toString(schema.fieldNames()), role));
  }

  /** Returns the same, with what the network's tables allow where the input is an index. */
  public ColumnSpec input(String name, String role, Graph network, Value input) {
    ColumnSpec spec = input(name, role, input.name(), input.type());
    return spec.indices(Lookups.entries(network, input));
  }

  /**
   * Returns how a column fills an input of the network.
   *
   * @param field the name of the input
   * @param type the type of the input, whose first dimension is the batch
   * @throws IllegalArgumentException when the column is missing or cannot fill the input
   */
  public ColumnSpec input(String name, String role, String field, Type type) {
    StructField column = find(name, role);
    CellKind kind =
        CellKind.of(column.dataType()).orElseThrow(() -> wrong(column, role, CellKind.ALL));
    Shape shape = rowShape(field, type);
    if (kind == CellKind.NUMBER && shape.size() != 1) {
      throw wrong(column, role, "%d numbers a row for input %s".formatted(shape.size(), shape));
    }
    if (kind == CellKind.IMAGE && shape.rank() != 3) {
      throw new IllegalArgumentException(
          "%s: expected a network input [batch, channels, height, width] for the images of column"
                  .formatted(who)
              + " \"%s\", got %s. Begin the network with that input shape."
                  .formatted(name, type.shape()));
    }
    return new ColumnSpec(name, field, kind, type.dataType(), shape.dims(), 0, 0);
  }

  /**
   * Returns how a column fills a target of the losses.
   *
   * @param labels the number of classes when the target is a class label, else 0
   */
  public ColumnSpec target(String name, String role, String field, Type type, long labels) {
    return input(name, role, field, type).labels(labels);
  }

  private Shape rowShape(String field, Type type) {
    Shape shape = type.shape();
    if (shape.rank() == 0 || shape.dim(0) != Shape.BATCH || !shape.drop(0).isStatic()) {
      throw new IllegalArgumentException(
          "%s: expected an input \"%s\" of shape [batch, ...], got %s. Give the network's input"
                  .formatted(who, field, shape)
              + " the batch as its first dimension and numbers for the others.");
    }
    return shape.drop(0);
  }

  /**
   * Checks a column of one number a row.
   *
   * @throws IllegalArgumentException when it is missing or not numeric
   */
  public void number(String name, String role) {
    StructField column = find(name, role);
    if (!(column.dataType() instanceof NumericType)) {
      throw wrong(column, role, "a number");
    }
  }

  /**
   * Checks a column of Booleans.
   *
   * @throws IllegalArgumentException when it is missing or of another type
   */
  public void flag(String name, String role) {
    StructField column = find(name, role);
    if (!column.dataType().equals(DataTypes.BooleanType)) {
      throw wrong(column, role, "a Boolean");
    }
  }

  private IllegalArgumentException wrong(StructField column, String role, String rule) {
    DataType type = column.dataType();
    return new IllegalArgumentException(
        "%s: expected %s in column \"%s\" (%s), got %s. Convert the column, or set %s."
            .formatted(who, rule, column.name(), role, type.catalogString(), role));
  }

  /** Returns a top-level column, whatever characters its name has. */
  public static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
