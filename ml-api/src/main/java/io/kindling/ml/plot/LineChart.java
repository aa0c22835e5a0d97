package io.kindling.ml.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of curves over one axis.
 *
 * @param across what the horizontal axis shows
 */
public record LineChart(String title, String across, List<Curve> curves) {
  /** Colors that the color-blind tell apart (Okabe and Ito, 2008). */
  private static final List<String> COLORS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  private static final int WIDTH = 560;
  private static final int PLOT = 204;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int LEGEND = 34;
  private static final int LEGEND_ROW = 18;
  private static final int BOTTOM = 44;
  private static final int TICKS = 5;
  private static final int MANY = 60;
  private static final String INK = "#333333";
  private static final String GRID = "#e0e0e0";

  /** Copies the list. */
  public LineChart {
    curves = List.copyOf(curves);
  }

  /** Returns the chart as a drawing. */
  public Drawing draw() {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape.Label(LEFT, 18, title, 14, Shape.Anchor.START, INK));
    double top = legend(shapes) + LEGEND_ROW;
    Axis x = Axis.of(LEFT, WIDTH - RIGHT, curves.stream().flatMap(c -> c.x().stream()).toList());
    Axis y =
        Axis.of(top + PLOT, top, curves.stream().flatMap(curve -> curve.y().stream()).toList());
    grid(shapes, x, y);
    for (int i = 0; i < curves.size(); i++) {
      for (List<Shape.Point> run : curves.get(i).runs()) {
        line(shapes, curves.get(i), run, COLORS.get(i % COLORS.size()), x, y);
      }
    }
    return new Drawing(WIDTH, (int) (top + PLOT + BOTTOM), shapes);
  }

  private void grid(List<Shape> shapes, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      double at = y.place(tick);
      shapes.add(straight(LEFT, at, WIDTH - RIGHT, at, GRID));
      shapes.add(new Shape.Label(LEFT - 6, at + 4, number(tick), 11, Shape.Anchor.END, INK));
    }
    double floor = y.from();
    for (double tick : x.ticks()) {
      double at = x.place(tick);
      shapes.add(straight(at, y.to(), at, floor, GRID));
      shapes.add(new Shape.Label(at, floor + 16, number(tick), 11, Shape.Anchor.MIDDLE, INK));
    }
    shapes.add(straight(LEFT, floor, WIDTH - RIGHT, floor, INK));
    shapes.add(straight(LEFT, y.to(), LEFT, floor, INK));
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    shapes.add(new Shape.Label(middle, floor + 36, across, 12, Shape.Anchor.MIDDLE, INK));
  }

  /** Draws the names of the curves, and returns where the last row of them is. */
  private double legend(List<Shape> shapes) {
    double left = LEFT;
    double at = LEGEND;
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      double width = 40 + 7 * curve.name().length();
      if (left > LEFT && left + width > WIDTH) {
        left = LEFT;
        at += LEGEND_ROW;
      }
      List<Shape.Point> ends = List.of(new Shape.Point(left, at), new Shape.Point(left + 18, at));
      shapes.add(new Shape.Line(ends, COLORS.get(i % COLORS.size()), 2, curve.dashed(), ""));
      shapes.add(new Shape.Label(left + 24, at + 4, curve.name(), 12, Shape.Anchor.START, INK));
      left += width;
    }
    return at;
  }

  private static void line(
      List<Shape> shapes, Curve curve, List<Shape.Point> run, String color, Axis x, Axis y) {
    List<Shape.Point> points =
        run.stream().map(p -> new Shape.Point(x.place(p.x()), y.place(p.y()))).toList();
    shapes.add(new Shape.Line(points, color, curve.dashed() ? 1 : 2, curve.dashed(), curve.name()));
    if (run.size() > MANY) {
      return;
    }
    // Few points are shown as such, and say their values.
    for (int i = 0; i < run.size(); i++) {
      String hint = curve.name() + " " + number(run.get(i).y()) + " at " + number(run.get(i).x());
      Shape.Point at = points.get(i);
      shapes.add(new Shape.Box(at.x() - 2, at.y() - 2, 4, 4, color, color, hint));
    }
  }

  private static Shape straight(double x, double y, double toX, double toY, String color) {
    return new Shape.Line(
        List.of(new Shape.Point(x, y), new Shape.Point(toX, toY)), color, 1, false, "");
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return String.format(Locale.ROOT, "%.4g", value)
        .replaceAll("(\\.[0-9]*?)0+$", "$1")
        .replaceAll("\\.$", "");
  }

  /**
   * The range of one direction.
   *
   * @param from where the least value lies
   * @param to where the greatest value lies
   * @param step between two marks, 1, 2 or 5 times a power of ten
   */
  private record Axis(double from, double to, double least, double greatest, double step) {
    static Axis of(double from, double to, List<Double> values) {
      double least = values.stream().filter(Double::isFinite).min(Double::compare).orElse(0.0);
      double greatest = values.stream().filter(Double::isFinite).max(Double::compare).orElse(1.0);
      if (greatest - least < 1e-12 * Math.max(1, Math.abs(greatest))) {
        greatest = least + 1;
      }
      double rough = (greatest - least) / TICKS;
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double step = rough <= power ? power : rough <= 2 * power ? 2 * power : 5 * power;
      step = rough > 5 * power ? 10 * power : step;
      return new Axis(
          from,
          to,
          step * Math.floor(least / step + 1e-9),
          step * Math.ceil(greatest / step - 1e-9),
          step);
    }

    double place(double value) {
      return from + (to - from) * (value - least) / (greatest - least);
    }

    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      long count = Math.round((greatest - least) / step);
      for (long i = 0; i <= count; i++) {
        ticks.add(least + i * step);
      }
      return ticks;
    }
  }
}
