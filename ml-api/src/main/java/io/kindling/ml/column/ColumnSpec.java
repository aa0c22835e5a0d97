package io.kindling.ml.column;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.training.RowFormat;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A column and what the network wants of it; travels to the executors, so it holds plain types.
 *
 * @param name the column
 * @param field the input of the graph that it fills
 * @param type the element type of that input
 * @param dims the shape of one row of that input
 * @param labels the number of classes when the column holds class labels, else 0
 * @param entries the size of the table when the column holds indices into one, else 0
 */
public record ColumnSpec(
    String name, String field, CellKind kind, DataType type, long[] dims, long labels, long entries)
    implements Serializable {

  /** Copies the dimensions. */
  public ColumnSpec {
    dims = dims.clone();
  }

  /** Returns this column as one of class labels, 0 when it holds none. */
  public ColumnSpec labels(long classes) {
    return new ColumnSpec(name, field, kind, type, dims, classes, entries);
  }

  /** Returns this column as one of indices into a table, 0 when it holds none. */
  public ColumnSpec indices(long size) {
    return new ColumnSpec(name, field, kind, type, dims, labels, size);
  }

  /** Returns the shape of one row. */
  public Shape shape() {
    return Shape.of(dims);
  }

  /** Returns this column stored as small as its values are: pixels and bytes as UINT8. */
  public ColumnSpec narrow() {
    return kind == CellKind.IMAGE || kind == CellKind.BYTES
        ? new ColumnSpec(name, field, kind, DataType.UINT8, dims, labels, entries)
        : this;
  }

  /** Returns how the column is packed. */
  public RowFormat.Field format() {
    return new RowFormat.Field(field, type, shape());
  }

  @Override
  public long[] dims() {
    return dims.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColumnSpec spec
        && name.equals(spec.name)
        && field.equals(spec.field)
        && kind == spec.kind
        && type == spec.type
        && Arrays.equals(dims, spec.dims)
        && labels == spec.labels
        && entries == spec.entries;
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + field.hashCode();
  }
}
