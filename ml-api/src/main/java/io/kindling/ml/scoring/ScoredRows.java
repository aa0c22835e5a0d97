package io.kindling.ml.scoring;

import io.kindling.ml.column.ColumnPacker;
import io.kindling.ml.column.Fault;
import io.kindling.ml.column.InvalidRows;
import io.kindling.tensor.Tensor;
import io.kindling.training.RowFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of a partition with their outputs, scored a batch at a time. */
final class ScoredRows implements Iterator<Row> {
  private static final int NOT_SCORED = -1;

  private record Pending(Row row, int slot) {}

  private final ScoreRows work;
  private final Iterator<Row> rows;
  private final ScoringPlans.Lease lease;
  private final int partition;
  private final ColumnPacker packer;
  private final RowFormat format;
  private final byte[] packed;
  private final List<Tensor> inputs;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Deque<Row> ready = new ArrayDeque<>();
  private long read;

  ScoredRows(ScoreRows work, Iterator<Row> rows, ScoringPlans.Lease lease, int partition) {
    this.work = work;
    this.rows = rows;
    this.lease = lease;
    this.partition = partition;
    this.packer = new ColumnPacker(work.columns(), work.positions(), ColumnPacker.NO_WEIGHT);
    this.format = ColumnPacker.format(work.columns());
    this.packed = new byte[format.rowBytes()];
    this.inputs = work.columns().stream().map(c -> lease.plan().input(c.field())).toList();
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      scoreBatch();
    }
    if (ready.isEmpty()) {
      lease.close();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void scoreBatch() {
    int slots = 0;
    // Rows without a score do not fill the batch, but they must not pile up either.
    while (rows.hasNext() && slots < work.batch() && pending.size() < 2 * work.batch()) {
      Row row = rows.next();
      Fault fault = packer.pack(row, packed);
      if (fault == Fault.NONE) {
        place(slots);
        pending.add(new Pending(row, slots++));
      } else if (work.handleInvalid().equals("keep")) {
        pending.add(new Pending(row, NOT_SCORED));
      } else if (!work.handleInvalid().equals("skip")) {
        throw InvalidRows.inPartition(work.who(), packer, partition, read, row, rows);
      }
      read++;
    }
    List<Tensor> outputs = slots > 0 ? lease.run(slots) : List.of();
    while (!pending.isEmpty()) {
      ready.add(scored(pending.remove(), outputs));
    }
  }

  private void place(int slot) {
    for (int i = 0; i < inputs.size(); i++) {
      int bytes = format.fields().get(i).bytes();
      inputs.get(i).copyBytesFrom(packed, format.offset(i), (long) slot * bytes, bytes);
    }
  }

  private Row scored(Pending row, List<Tensor> outputs) {
    int width = row.row().size();
    Object[] cells = new Object[width + work.outputs().columns()];
    for (int i = 0; i < width; i++) {
      cells[i] = row.row().get(i);
    }
    if (row.slot() != NOT_SCORED) {
      work.outputs().write(outputs, row.slot(), cells, width);
    }
    return RowFactory.create(cells);
  }
}
