package io.kindling.ml.example;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One movement of the pen: a polyline, or a smooth curve through its points.
 *
 * @param curved whether the points are joined by a Catmull-Rom spline instead of straight lines
 * @param points at least two points; x runs to the right and y down, the glyph fills [0, 1] in both
 */
record Stroke(boolean curved, List<Point> points) {

  /** A place on the glyph. */
  record Point(double x, double y) {}

  private static final int PIECES_PER_SPAN = 8;

  Stroke {
    points = List.copyOf(points);
    if (points.size() < 2) {
      throw new IllegalArgumentException(
          "Stroke: expected at least 2 points, got " + points.size() + ". Add the missing ones.");
    }
  }

  /** Straight lines through points given as x, y, x, y, ... in percent of the glyph. */
  static Stroke line(int... percents) {
    return new Stroke(false, points(percents));
  }

  /** A smooth curve through points given as x, y, x, y, ... in percent of the glyph. */
  static Stroke curve(int... percents) {
    return new Stroke(true, points(percents));
  }

  /** The same movement through moved points. */
  Stroke map(UnaryOperator<Point> move) {
    return new Stroke(curved, points.stream().map(move).toList());
  }

  /** The corners of the polyline that is drawn for this stroke. */
  List<Point> flatten() {
    if (!curved) {
      return points;
    }
    List<Point> corners = new ArrayList<>();
    corners.add(points.get(0));
    for (int span = 0; span + 1 < points.size(); span++) {
      for (int piece = 1; piece <= PIECES_PER_SPAN; piece++) {
        corners.add(onSpan(span, (double) piece / PIECES_PER_SPAN));
      }
    }
    return corners;
  }

  private Point onSpan(int span, double t) {
    Point before = neighbor(span - 1);
    Point from = points.get(span);
    Point to = points.get(span + 1);
    Point after = neighbor(span + 2);
    return new Point(
        catmullRom(before.x(), from.x(), to.x(), after.x(), t),
        catmullRom(before.y(), from.y(), to.y(), after.y(), t));
  }

  /** The point at {@code index}; beyond an end, a closed curve goes on and an open one stays. */
  private Point neighbor(int index) {
    int last = points.size() - 1;
    boolean closed = points.get(0).equals(points.get(last));
    if (index < 0) {
      return points.get(closed ? last - 1 : 0);
    }
    return index > last ? points.get(closed ? 1 : last) : points.get(index);
  }

  private static double catmullRom(double before, double from, double to, double after, double t) {
    double linear = to - before;
    double square = 2 * before - 5 * from + 4 * to - after;
    double cubic = 3 * (from - to) + after - before;
    return from + 0.5 * t * (linear + t * (square + t * cubic));
  }

  private static List<Point> points(int[] percents) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i + 1 < percents.length; i += 2) {
      points.add(new Point(percents[i] / 100.0, percents[i + 1] / 100.0));
    }
    return points;
  }
}
