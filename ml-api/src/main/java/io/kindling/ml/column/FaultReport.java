package io.kindling.ml.column;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * What is wrong in a partition, or in all: the faults by column and kind with count and first row.
 */
final class FaultReport {
  private static final int LONGEST_ROW = 200;

  /**
   * One kind of fault in one column.
   *
   * @param first the number of the first such row, from 0
   */
  record Entry(int column, Fault fault, long count, long first, String row) {
    /** Returns the fault in words. */
    String sentence(String rule, String name, long rows, String place) {
      String advice =
          fault.isFatal()
              ? "Correct the column"
              : "Clean the column, or set handleInvalid to skip or keep";
      return "expected %s in column \"%s\", got %s in %d of %d %s, the first at row %d: %s. %s."
          .formatted(rule, name, fault.words(), count, rows, place, first, row, advice);
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long rows;

  /** Looks at all rows of a partition. */
  static FaultReport of(ColumnPacker packer, Iterator<Row> partition) {
    FaultReport report = new FaultReport();
    report.look(packer, partition);
    return report;
  }

  /** Looks at a row and all that follow it in a partition, {@code before} rows having been read. */
  static FaultReport startingAt(
      long before, ColumnPacker packer, Row row, Iterator<Row> following) {
    FaultReport report = new FaultReport();
    report.rows = before;
    report.look(packer, List.of(row).iterator());
    report.look(packer, following);
    return report;
  }

  private void look(ColumnPacker packer, Iterator<Row> partition) {
    byte[] scratch = new byte[ColumnPacker.format(packer.columns()).rowBytes()];
    while (partition.hasNext()) {
      Row row = partition.next();
      Fault fault = packer.pack(row, scratch);
      if (fault != Fault.NONE) {
        add(new Entry(packer.faulty(), fault, 1, rows, shortened(row)));
      }
      rows++;
    }
  }

  private static String shortened(Row row) {
    String text = row.toString();
    return text.length() <= LONGEST_ROW ? text : text.substring(0, LONGEST_ROW) + "...";
  }

  private void add(Entry entry) {
    entries.merge(
        entry.column() + entry.fault().name(),
        entry,
        (old, more) ->
            new Entry(
                old.column(), old.fault(), old.count() + more.count(), old.first(), old.row()));
  }

  /** Adds the report of the partition that follows. */
  void append(FaultReport next) {
    for (Entry entry : next.entries.values()) {
      add(
          new Entry(
              entry.column(), entry.fault(), entry.count(), rows + entry.first(), entry.row()));
    }
    rows += next.rows;
  }

  /** Returns the number of rows. */
  long rows() {
    return rows;
  }

  /** Returns what was found. */
  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Returns the report as bytes, which cross Kryo even where classes must be registered. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(rows);
      out.writeInt(entries.size());
      for (Entry entry : entries.values()) {
        out.writeInt(entry.column());
        out.writeUTF(entry.fault().name());
        out.writeLong(entry.count());
        out.writeLong(entry.first());
        out.writeUTF(entry.row());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("FaultReport: cannot write to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Returns the report of {@link #toBytes}. */
  static FaultReport fromBytes(byte[] bytes) {
    FaultReport report = new FaultReport();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      report.rows = in.readLong();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        report.add(
            new Entry(
                in.readInt(),
                Fault.valueOf(in.readUTF()),
                in.readLong(),
                in.readLong(),
                in.readUTF()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("FaultReport: cannot read what an executor reported", e);
    }
    return report;
  }
}
