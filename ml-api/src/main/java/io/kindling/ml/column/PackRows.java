package io.kindling.ml.column;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/**
 * Packs the rows of a partition into blocks, column by column in order, then the weight if there is
 * one.
 *
 * @param weighted whether the row's last field is its weight
 * @param drop whether rows that are not fatally wrong are dropped
 * @param dropped counts them (twice where a task is run again)
 */
record PackRows(
    String who,
    ArrayList<ColumnSpec> columns,
    boolean weighted,
    boolean drop,
    LongAccumulator dropped)
    implements FlatMapFunction<Iterator<Row>, byte[]> {
  /** The size of a block; one row where that is larger. */
  static final int BLOCK_BYTES = 64 << 10;

  @Override
  public Iterator<byte[]> call(Iterator<Row> rows) {
    int bytes = ColumnPacker.format(columns).rowBytes();
    int most = Math.max(1, BLOCK_BYTES / bytes);
    ColumnPacker packer = packer(columns, weighted);
    return new Iterator<>() {
      private final byte[] row = new byte[bytes];
      private byte[] next = new byte[0];

      @Override
      public boolean hasNext() {
        if (next.length == 0) {
          next = block();
        }
        return next.length > 0;
      }

      private byte[] block() {
        ByteArrayOutputStream block = new ByteArrayOutputStream(bytes);
        for (int count = 0; count < most && rows.hasNext(); ) {
          if (accepts(packer, rows.next(), row)) {
            block.write(row, 0, bytes);
            count++;
          }
        }
        return block.toByteArray();
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

  private boolean accepts(ColumnPacker packer, Row row, byte[] packed) {
    Fault fault = packer.pack(row, packed);
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
