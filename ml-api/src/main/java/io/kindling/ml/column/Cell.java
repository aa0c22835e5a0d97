package io.kindling.ml.column;

/** Writes the values of a column of one kind; one for each task. */
@FunctionalInterface
interface Cell {
  /** Writes a value that is not null and returns what is wrong with it. */
  Fault write(Object value, Numbers out);

  /** Returns the cell of a column. */
  static Cell of(ColumnSpec column) {
    int size = Math.toIntExact(column.shape().size());
    return switch (column.kind()) {
      case NUMBER -> new NumberCell(size);
      case VECTOR -> new VectorCell(size);
      case ARRAY -> ArrayCell.of(column.shape());
      case IMAGE -> ImageCell.of(column.shape());
      case BYTES -> new BytesCell(size);
    };
  }
}
