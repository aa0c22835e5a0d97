package io.kindling.ml.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A matrix of counts as colored boxes; a row's colors are parts of its sum.
 *
 * @param down what the rows are
 * @param across what the columns are
 */
public record Heatmap(
    String title, String down, String across, List<String> names, List<List<Long>> counts) {
  private static final int LEFT = 110;
  private static final int TOP = 70;
  private static final int WIDEST = 64;
  private static final int SPACE = 640;
  private static final String INK = "#333333";

  /** Copies the lists. */
  public Heatmap {
    names = List.copyOf(names);
    counts = counts.stream().map(List::copyOf).toList();
  }

  /** Returns the matrix as a drawing. */
  public Drawing draw() {
    int size = names.size();
    double cell = Math.max(8, Math.min(WIDEST, (double) SPACE / size));
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape.Label(10, 20, title, 14, Shape.Anchor.START, INK));
    shapes.add(new Shape.Label(10, 40, "rows: " + down, 12, Shape.Anchor.START, INK));
    shapes.add(new Shape.Label(LEFT + 60, 40, "columns: " + across, 12, Shape.Anchor.START, INK));
    for (int row = 0; row < size; row++) {
      double y = TOP + row * cell;
      if (cell >= 12) {
        String name = shortened(names.get(row), 14);
        shapes.add(new Shape.Label(LEFT - 6, y + cell / 2 + 4, name, 11, Shape.Anchor.END, INK));
        double x = LEFT + (row + 0.5) * cell;
        String above = shortened(names.get(row), (int) (cell / 6));
        shapes.add(new Shape.Label(x, TOP - 6, above, 11, Shape.Anchor.MIDDLE, INK));
      }
      row(shapes, row, y, cell);
    }
    int width = (int) Math.max(420, LEFT + size * cell + 20);
    return new Drawing(width, (int) (TOP + size * cell + 20), shapes);
  }

  private void row(List<Shape> shapes, int row, double y, double cell) {
    long sum = counts.get(row).stream().mapToLong(Long::longValue).sum();
    for (int column = 0; column < names.size(); column++) {
      long count = counts.get(row).get(column);
      double part = sum == 0 ? 0 : (double) count / sum;
      double x = LEFT + column * cell;
      String hint =
          "%s, seen as %s: %d of %d".formatted(names.get(row), names.get(column), count, sum);
      shapes.add(new Shape.Box(x, y, cell, cell, shade(part), "#d0d0d0", hint));
      if (cell >= 30) {
        String ink = part > 0.5 ? "#ffffff" : INK;
        shapes.add(
            new Shape.Label(
                x + cell / 2, y + cell / 2 + 4, "" + count, 11, Shape.Anchor.MIDDLE, ink));
      }
    }
  }

  /** From white to blue. */
  private static String shade(double part) {
    return String.format(
        Locale.ROOT,
        "#%02x%02x%02x",
        Math.round(255 - 255 * part),
        Math.round(255 - (255 - 114) * part),
        Math.round(255 - (255 - 178) * part));
  }

  private static String shortened(String name, int length) {
    return name.length() <= length ? name : name.substring(0, Math.max(1, length - 1)) + ".";
  }
}
