package io.kindling.ml.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bars that show what a whole consists of.
 *
 * @param parts what the parts of every bar are called
 */
public record SplitBars(String title, String unit, List<String> parts, List<Bar> bars) {
  private static final List<String> COLORS =
      List.of("#e69f00", "#0072b2", "#d55e00", "#009e73", "#cc79a7");
  private static final int WIDTH = 560;
  private static final int LEFT = 150;
  private static final int ROW = 26;
  private static final int TOP = 52;
  private static final String INK = "#333333";

  /** Copies the lists. */
  public SplitBars {
    parts = List.copyOf(parts);
    bars = List.copyOf(bars);
  }

  /**
   * One bar.
   *
   * @param values of its parts, in order
   */
  public record Bar(String name, List<Double> values) {
    /** Copies the list. */
    public Bar {
      values = List.copyOf(values);
    }

    double sum() {
      return values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** Returns the bars as a drawing. */
  public Drawing draw() {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape.Label(10, 18, title, 14, Shape.Anchor.START, INK));
    double legend = 10;
    for (int i = 0; i < parts.size(); i++) {
      String color = COLORS.get(i % COLORS.size());
      shapes.add(new Shape.Box(legend, 28, 12, 12, color, color, ""));
      shapes.add(new Shape.Label(legend + 18, 38, parts.get(i), 12, Shape.Anchor.START, INK));
      legend += 36 + 7 * parts.get(i).length();
    }
    double most = Math.max(1e-12, bars.stream().mapToDouble(Bar::sum).max().orElse(1));
    for (int row = 0; row < bars.size(); row++) {
      bar(shapes, bars.get(row), TOP + row * ROW, (WIDTH - LEFT - 80) / most);
    }
    return new Drawing(WIDTH, TOP + bars.size() * ROW + 8, shapes);
  }

  private void bar(List<Shape> shapes, Bar bar, double top, double scale) {
    shapes.add(new Shape.Label(LEFT - 8, top + 15, bar.name(), 12, Shape.Anchor.END, INK));
    double left = LEFT;
    for (int i = 0; i < bar.values().size(); i++) {
      double width = scale * bar.values().get(i);
      String color = COLORS.get(i % COLORS.size());
      String hint = parts.get(i) + " " + number(bar.values().get(i));
      shapes.add(new Shape.Box(left, top + 3, width, ROW - 8, color, color, hint));
      left += width;
    }
    shapes.add(new Shape.Label(left + 6, top + 15, number(bar.sum()), 12, Shape.Anchor.START, INK));
  }

  private String number(double value) {
    return String.format(Locale.ROOT, "%.3g %s", value, unit);
  }
}
