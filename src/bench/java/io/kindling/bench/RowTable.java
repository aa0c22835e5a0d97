package io.kindling.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Rows as a table for people. */
final class RowTable {
  private static final List<String> HEAD =
      List.of("name", "ours", "peer", "ratio", "required", "ok", "unit", "note");

  private RowTable() {}

  static String of(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEAD);
    rows.forEach(row -> lines.add(cells(row)));
    int[] widths = new int[HEAD.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder one = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        // Figures stand to the right, words to the left.
        String format = i >= 1 && i <= 4 ? "%" + widths[i] + "s  " : "%-" + widths[i] + "s  ";
        one.append(String.format(format, line.get(i)));
      }
      text.append(one.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.name(),
        figure(row.ours()),
        figure(row.peer()),
        ratio(row.ratio()),
        row.required().isPresent() ? row.goal().sign() + ratio(row.required()) : "-",
        row.ok().map(ok -> ok ? "yes" : "NO").orElse("-"),
        row.unit(),
        row.note());
  }

  private static String figure(OptionalDouble value) {
    if (value.isEmpty()) {
      return "-";
    }
    String format = value.getAsDouble() < 100 ? "%,.2f" : "%,.0f";
    return String.format(Locale.ROOT, format, value.getAsDouble());
  }

  private static String ratio(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
  }
}
