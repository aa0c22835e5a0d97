package io.kindling.ml.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of one thing, which a chart joins by a line; those that are not finite leave a gap.
 *
 * @param dashed whether the line is broken, as for the values of single steps beside epochs
 */
public record Curve(String name, List<Double> x, List<Double> y, boolean dashed) {
  /** Copies the lists. */
  public Curve {
    x = List.copyOf(x);
    y = List.copyOf(y);
    if (x.size() != y.size()) {
      throw new IllegalArgumentException(
          "Curve \"%s\": expected as many y as x, got %d and %d. Give both for each point."
              .formatted(name, y.size(), x.size()));
    }
  }

  /** Returns a curve with a full line. */
  public static Curve of(String name, List<Double> x, List<Double> y) {
    return new Curve(name, x, y, false);
  }

  /** Returns the runs of points whose values are finite. */
  List<List<Shape.Point>> runs() {
    List<List<Shape.Point>> runs = new ArrayList<>();
    List<Shape.Point> run = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      if (Double.isFinite(y.get(i))) {
        run.add(new Shape.Point(x.get(i), y.get(i)));
      } else if (!run.isEmpty()) {
        runs.add(run);
        run = new ArrayList<>();
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }
}
