package io.kindling.ml.column;

import io.kindling.training.RowFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/**
 * The rows of a DataFrame, packed as training reads them.
 *
 * <p>Nothing runs until they are read. Then a row that may not be dropped fails its task; {@link
 * #faults} looks at all rows again and says in one message what is wrong where. So valid data is
 * read once.
 *
 * @param who the stage, for messages
 * @param rows only the columns that are used, in order, then the weight
 * @param weight the column of weights
 * @param drop whether invalid rows are dropped
 */
public record PackedRows(
    String who,
    Dataset<Row> rows,
    List<ColumnSpec> columns,
    Optional<String> weight,
    boolean drop,
    LongAccumulator dropped) {

  /** Copies the list. */
  public PackedRows {
    columns = List.copyOf(columns);
  }

  /** Returns the packed rows of a DataFrame. */
  public static PackedRows of(
      String who,
      Dataset<Row> data,
      List<ColumnSpec> columns,
      Optional<String> weight,
      boolean drop) {
    Column[] used =
        Stream.concat(columns.stream().map(ColumnSpec::name), weight.stream())
            .map(Columns::column)
            .toArray(Column[]::new);
    LongAccumulator dropped =
        data.sparkSession().sparkContext().longAccumulator(who + ": invalid rows dropped");
    return new PackedRows(who, data.select(used), columns, weight, drop, dropped);
  }

  /** Returns how the rows are packed. */
  public RowFormat format() {
    return ColumnPacker.format(columns);
  }

  /** Returns blocks of packed rows, partitioned as the DataFrame is. */
  public JavaRDD<byte[]> rdd() {
    return CatalystPacker.rows(rows)
        .mapPartitions(
            new PackRows(
                who, new ArrayList<>(columns), rows.schema(), weight.isPresent(), drop, dropped));
  }

  /**
   * Returns what to throw for a failure when reading these rows is behind it; empty when it is not,
   * and when the rows change between two readings (a random filter) and are valid now.
   */
  public Optional<RuntimeException> faults(Exception failure) {
    if (!InvalidRowException.isBehind(failure)) {
      return Optional.empty();
    }
    FaultReport report = report();
    String faults =
        report.entries().stream()
            .filter(entry -> !drop || entry.fault().isFatal())
            .map(entry -> sentence(entry, report.rows()))
            .collect(Collectors.joining("; "));
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(new InvalidRowException(who + ": " + faults));
  }

  private FaultReport report() {
    ArrayList<ColumnSpec> specs = new ArrayList<>(columns);
    boolean weighted = weight.isPresent();
    List<byte[]> parts =
        rows.toJavaRDD()
            .mapPartitions(
                partition ->
                    List.of(FaultReport.of(PackRows.packer(specs, weighted), partition).toBytes())
                        .iterator())
            .collect();
    FaultReport whole = new FaultReport();
    parts.forEach(part -> whole.append(FaultReport.fromBytes(part)));
    return whole;
  }

  private String sentence(FaultReport.Entry entry, long rowCount) {
    String name =
        entry.column() < columns.size() ? columns.get(entry.column()).name() : weight.orElseThrow();
    return entry.sentence(rule(entry), name, rowCount, "rows");
  }

  private String rule(FaultReport.Entry entry) {
    if (entry.column() >= columns.size()) {
      return "a finite weight of 0 or more";
    }
    return rule(columns.get(entry.column()));
  }

  /** Returns in words what a column has to hold. */
  static String rule(ColumnSpec column) {
    if (column.labels() > 0) {
      return "labels from 0 to " + (column.labels() - 1);
    }
    if (column.entries() > 0) {
      return "indices from 0 to " + (column.entries() - 1);
    }
    return column.shape().rank() == 0
        ? "a finite number"
        : column.shape().size() + " finite numbers (" + column.shape() + ")";
  }
}
