package io.kindling.ml.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * Packs the rows of a partition into blocks, column by column in order, then the weight if there is
 * one.
 *
 * @param schema the types of the columns and of the weight
 * @param weighted whether the row's last field is its weight
 * @param drop whether rows that are not fatally wrong are dropped
 * @param dropped counts them (twice where a task is run again)
 */
record PackRows(
    String who,
    ArrayList<ColumnSpec> columns,
    StructType schema,
    boolean weighted,
    boolean drop,
    LongAccumulator dropped)
    implements FlatMapFunction<Iterator<InternalRow>, byte[]> {
  /** The size of a block; one row where that is larger. */
  static final int BLOCK_BYTES = 64 << 10;

  @Override
  public Iterator<byte[]> call(Iterator<InternalRow> rows) {
    int bytes = ColumnPacker.format(columns).rowBytes();
    int most = Math.max(1, BLOCK_BYTES / bytes);
    CatalystPacker packer = new CatalystPacker(columns, schema, weighted);
    return new Iterator<>() {
      private byte[] next = new byte[0];

      @Override
      public boolean hasNext() {
        if (next.length == 0) {
          next = block();
        }
        return next.length > 0;
      }

      private byte[] block() {
        if (!rows.hasNext()) {
          return next;
        }
        byte[] block = new byte[most * bytes];
        int filled = 0;
        while (filled < block.length && rows.hasNext()) {
          filled += accepts(packer, rows.next(), block, filled) ? bytes : 0;
        }
        return filled == block.length ? block : Arrays.copyOf(block, filled);
      }

      @Override
      public byte[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        byte[] block = next;
        next = new byte[0];
        return block;
      }
    };
  }

  private boolean accepts(CatalystPacker packer, InternalRow row, byte[] block, int start) {
    Fault fault = packer.pack(row, block, start);
    if (fault == Fault.NONE) {
      return true;
    }
    if (drop && !fault.isFatal()) {
      dropped.add(1);
      return false;
    }
    throw new InvalidRowException(
        who + ": expected valid rows, got " + fault.words() + ". The fit says which.");
  }

  static ColumnPacker packer(List<ColumnSpec> columns, boolean weighted) {
    int[] positions = new int[columns.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    return new ColumnPacker(
        columns, positions, weighted ? positions.length : ColumnPacker.NO_WEIGHT);
  }
}
