package io.kindling.ml.column;

import io.kindling.tensor.DataType;
import io.kindling.training.RowFormat;
import java.util.List;
import org.apache.spark.sql.Row;

/** Packs rows of a DataFrame into the bytes of a {@link RowFormat}; one for each task. */
public final class ColumnPacker {
  /** The position of a weight that is always 1. */
  public static final int NO_WEIGHT = -1;

  private final List<ColumnSpec> columns;
  private final int[] positions;
  private final int weight;
  private final Cell[] cells;
  private final Numbers[] numbers;
  private final int[] offsets;
  private final Numbers weightNumber = new Numbers(DataType.FLOAT32, 0, 0);
  private int faulty;

  /**
   * Makes a packer.
   *
   * @param positions where each column stands in a row
   * @param weight where the weight stands in a row, or {@link #NO_WEIGHT}
   */
  public ColumnPacker(List<ColumnSpec> columns, int[] positions, int weight) {
    this.columns = List.copyOf(columns);
    this.positions = positions.clone();
    this.weight = weight;
    this.cells = columns.stream().map(Cell::of).toArray(Cell[]::new);
    this.numbers =
        columns.stream()
            .map(c -> new Numbers(c.type(), c.labels(), c.entries()))
            .toArray(Numbers[]::new);
    RowFormat format = format(columns);
    this.offsets = new int[columns.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = format.offset(i);
    }
  }

  /** Returns how rows of these columns are packed. */
  public static RowFormat format(List<ColumnSpec> columns) {
    return new RowFormat(columns.stream().map(ColumnSpec::format).toList());
  }

  /** Packs a row and returns what is wrong with it; the bytes are complete only if nothing is. */
  public Fault pack(Row row, byte[] packed) {
    for (int i = 0; i < cells.length; i++) {
      faulty = i;
      if (row.isNullAt(positions[i])) {
        return Fault.NULL;
      }
      numbers[i].at(packed, offsets[i]);
      Fault fault = cells[i].write(row.get(positions[i]), numbers[i]);
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    return packWeight(row, packed);
  }

  private Fault packWeight(Row row, byte[] packed) {
    faulty = cells.length;
    weightNumber.at(packed, 0);
    if (weight == NO_WEIGHT) {
      return weightNumber.put(0, 1);
    }
    if (row.isNullAt(weight)) {
      return Fault.NULL;
    }
    double value = NumberCell.number(row.get(weight));
    return value < 0 ? Fault.NEGATIVE_WEIGHT : weightNumber.put(0, value);
  }

  /**
   * Returns the place, among the columns, of what the last fault was found in; their number for the
   * weight.
   */
  public int faulty() {
    return faulty;
  }

  /** Returns the columns. */
  public List<ColumnSpec> columns() {
    return columns;
  }
}
