package io.kindling.ml.column;

import java.util.Iterator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Words what is wrong in the rows of a partition that is scored. */
public final class InvalidRows {
  private InvalidRows() {}

  /**
   * Returns what to throw for a row that cannot be scored; the partition's rows that follow are
   * read to count those like it.
   *
   * @param before how many rows of the partition were read before this one
   */
  public static InvalidRowException inPartition(
      String who,
      ColumnPacker packer,
      int partition,
      long before,
      Row row,
      Iterator<Row> following) {
    FaultReport report = FaultReport.startingAt(before, packer, row, following);
    String place = "rows of partition " + partition;
    return new InvalidRowException(
        who
            + ": "
            + report.entries().stream()
                .map(entry -> sentence(packer, entry, report.rows(), place))
                .collect(Collectors.joining("; ")));
  }

  private static String sentence(
      ColumnPacker packer, FaultReport.Entry entry, long rows, String place) {
    ColumnSpec column = packer.columns().get(entry.column());
    return entry.sentence(PackedRows.rule(column), column.name(), rows, place);
  }
}
