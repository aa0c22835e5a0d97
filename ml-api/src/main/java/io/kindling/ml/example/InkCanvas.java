package io.kindling.ml.example;

import io.kindling.ml.example.Stroke.Point;
import java.util.Arrays;
import java.util.List;

/** A sheet of square pixels on which polylines are drawn with a round, anti-aliased pen. */
final class InkCanvas {

  private final int size;
  private final double radius;
  private final double[] distance;

  /**
   * An empty sheet.
   *
   * @param size pixels along each side
   * @param thickness width of the pen in pixels
   */
  InkCanvas(int size, double thickness) {
    this.size = size;
    this.radius = thickness / 2;
    this.distance = new double[size * size];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
  }

  /** Draws a line through corners given in pixels; pixel (0, 0) covers [0, 1) in x and y. */
  void draw(List<Point> corners) {
    for (int i = 0; i + 1 < corners.size(); i++) {
      segment(corners.get(i), corners.get(i + 1));
    }
  }

  /** Share of the pixel that is covered by ink, 0 to 1; edges fade over one pixel. */
  double coverage(int row, int column) {
    return Math.max(0, Math.min(1, radius + 0.5 - distance[row * size + column]));
  }

  private void segment(Point from, Point to) {
    double reach = radius + 1;
    int firstRow = pixel(Math.min(from.y(), to.y()) - reach);
    int lastRow = pixel(Math.max(from.y(), to.y()) + reach);
    int firstColumn = pixel(Math.min(from.x(), to.x()) - reach);
    int lastColumn = pixel(Math.max(from.x(), to.x()) + reach);
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        double away = distance(from, to, column + 0.5, row + 0.5);
        distance[row * size + column] = Math.min(distance[row * size + column], away);
      }
    }
  }

  private int pixel(double place) {
    return (int) Math.max(0, Math.min(size - 1, Math.floor(place)));
  }

  private static double distance(Point from, Point to, double x, double y) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : ((x - from.x()) * dx + (y - from.y()) * dy) / length;
    double t = Math.max(0, Math.min(1, along));
    double awayX = x - from.x() - t * dx;
    double awayY = y - from.y() - t * dy;
    return Math.sqrt(awayX * awayX + awayY * awayY);
  }
}
