package io.kindling.ml.column;

import io.kindling.tensor.DataType;
import io.kindling.training.RowFormat;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Packs rows as Spark's engine holds them, where {@link ColumnPacker} packs those that users see:
 * the first fields are the columns, in order, then comes the weight if there is one.
 *
 * <p>With {@link CatalystCell} and {@link CatalystNumber} this is all that knows how Spark's engine
 * holds rows.
 */
final class CatalystPacker {
  private final CatalystCell[] cells;
  private final Numbers[] numbers;
  private final int[] offsets;
  private final Optional<CatalystNumber> weight;
  private final Numbers weightNumber;

  CatalystPacker(List<ColumnSpec> columns, StructType schema, boolean weighted) {
    RowFormat format = ColumnPacker.format(columns);
    cells = new CatalystCell[columns.size()];
    numbers = new Numbers[columns.size()];
    offsets = new int[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      ColumnSpec column = columns.get(i);
      cells[i] = CatalystCell.of(column, schema.apply(i).dataType());
      numbers[i] = new Numbers(column.type(), column.labels(), column.entries());
      offsets[i] = format.offset(i);
    }
    weight =
        weighted
            ? Optional.of(CatalystNumber.of(schema.apply(cells.length).dataType()))
            : Optional.empty();
    weightNumber = new Numbers(DataType.FLOAT32, 0, 0);
  }

  /** Returns the rows of a DataFrame; each is gone when the next one is asked for. */
  static JavaRDD<InternalRow> rows(Dataset<Row> data) {
    return data.queryExecution().toRdd().toJavaRDD();
  }

  /** Packs a row to a place of an array and returns what is wrong with it. */
  Fault pack(InternalRow row, byte[] packed, int start) {
    for (int i = 0; i < cells.length; i++) {
      if (row.isNullAt(i)) {
        return Fault.NULL;
      }
      numbers[i].at(packed, start + offsets[i]);
      Fault fault = cells[i].write(row, i, numbers[i]);
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    weightNumber.at(packed, start);
    if (weight.isEmpty()) {
      return weightNumber.put(0, 1);
    }
    if (row.isNullAt(cells.length)) {
      return Fault.NULL;
    }
    double value = weight.get().read(row, cells.length);
    return value < 0 ? Fault.NEGATIVE_WEIGHT : weightNumber.put(0, value);
  }
}
