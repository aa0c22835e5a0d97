package io.kindling.ml.plot;

import java.util.List;

/** One part of a drawing; lengths in pixels, from the left upper corner. */
sealed interface Shape {
  /** Where a text stands to its point. */
  enum Anchor {
    START("start"),
    MIDDLE("middle"),
    END("end");

    private final String word;

    Anchor(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** A point. */
  record Point(double x, double y) {}

  /**
   * A line through points.
   *
   * @param color such as {@code #1f77b4}
   * @param hint is shown where the line is pointed at; may be empty
   */
  record Line(List<Point> points, String color, double width, boolean dashed, String hint)
      implements Shape {
    /** Copies the list. */
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * A box.
   *
   * @param hint is shown where the box is pointed at; may be empty
   */
  record Box(double x, double y, double width, double height, String fill, String edge, String hint)
      implements Shape {}

  /** A text on one line, its base line at y. */
  record Label(double x, double y, String text, int size, Anchor anchor, String color)
      implements Shape {}
}
