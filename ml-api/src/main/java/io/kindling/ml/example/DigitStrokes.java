package io.kindling.ml.example;

import static io.kindling.ml.example.Stroke.curve;
import static io.kindling.ml.example.Stroke.line;

import java.util.List;

/** The ways in which people write each digit, as pen strokes in percent of the glyph. */
final class DigitStrokes {

  private static final List<List<List<Stroke>>> STYLES =
      List.of(zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine());

  private DigitStrokes() {}

  /** The styles of a digit, each a list of strokes. */
  static List<List<Stroke>> of(int digit) {
    return STYLES.get(digit);
  }

  private static List<List<Stroke>> zero() {
    return List.of(
        List.of(curve(50, 0, 20, 12, 8, 50, 20, 88, 50, 100, 80, 88, 92, 50, 80, 12, 50, 0)),
        List.of(curve(62, 4, 30, 8, 14, 45, 22, 85, 50, 100, 78, 85, 86, 45, 70, 8, 40, 2)));
  }

  private static List<List<Stroke>> one() {
    return List.of(
        List.of(line(50, 0, 50, 100)),
        List.of(line(30, 22, 54, 0, 52, 100)),
        List.of(line(30, 24, 52, 0, 52, 100), line(28, 100, 76, 100)));
  }

  private static List<List<Stroke>> two() {
    return List.of(
        List.of(
            curve(12, 25, 25, 6, 50, 0, 78, 8, 85, 28, 70, 52, 40, 78, 10, 100),
            line(10, 100, 92, 98)),
        List.of(
            curve(
                15, 22, 30, 4, 55, 0, 80, 14, 78, 38, 60, 66, 34, 92, 14, 96, 14, 80, 36, 78, 62,
                94, 94, 94)));
  }

  private static List<List<Stroke>> three() {
    return List.of(
        List.of(
            curve(12, 14, 45, 0, 78, 10, 80, 32, 40, 47),
            curve(40, 47, 80, 58, 88, 80, 55, 100, 8, 90)),
        List.of(line(14, 2, 84, 0, 42, 42), curve(42, 42, 78, 48, 88, 72, 62, 98, 10, 92)));
  }

  private static List<List<Stroke>> four() {
    return List.of(
        List.of(line(22, 0, 12, 58, 90, 56), line(74, 4, 66, 100)),
        List.of(line(66, 100, 68, 0, 6, 66, 96, 64)),
        List.of(curve(18, 4, 12, 40, 40, 54, 80, 44), line(82, 2, 80, 44, 70, 100)));
  }

  private static List<List<Stroke>> five() {
    return List.of(
        List.of(line(86, 0, 24, 2, 18, 44), curve(18, 44, 50, 36, 84, 54, 82, 84, 48, 100, 8, 90)),
        List.of(curve(24, 4, 20, 40, 56, 42, 82, 62, 72, 90, 40, 100, 10, 92), line(24, 4, 90, 0)));
  }

  private static List<List<Stroke>> six() {
    return List.of(
        List.of(curve(76, 2, 42, 14, 15, 50, 14, 82, 44, 100, 80, 88, 82, 64, 50, 52, 16, 74)),
        List.of(curve(58, 0, 30, 30, 14, 70, 30, 96, 62, 98, 78, 76, 58, 58, 30, 66, 22, 84)));
  }

  private static List<List<Stroke>> seven() {
    return List.of(
        List.of(line(10, 2, 90, 0, 38, 100)),
        List.of(line(10, 4, 88, 0, 40, 100), line(28, 52, 80, 48)),
        List.of(line(12, 20, 14, 2, 90, 4), curve(90, 4, 62, 40, 48, 70, 46, 100)));
  }

  private static List<List<Stroke>> eight() {
    return List.of(
        List.of(
            curve(
                50, 46, 22, 30, 24, 8, 50, 0, 76, 8, 78, 30, 50, 46, 16, 68, 18, 92, 50, 100, 82,
                92, 84, 68, 50, 46)),
        List.of(
            curve(
                80, 14, 52, 0, 24, 12, 30, 36, 66, 58, 80, 82, 52, 100, 22, 86, 34, 60, 66, 38, 82,
                12)));
  }

  private static List<List<Stroke>> nine() {
    return List.of(
        List.of(
            curve(84, 22, 58, 0, 20, 10, 16, 38, 46, 52, 78, 40, 84, 20), line(84, 20, 76, 100)),
        List.of(
            curve(
                82, 26, 60, 2, 24, 10, 16, 34, 40, 50, 72, 40, 82, 16, 84, 52, 70, 90, 40, 100, 16,
                92)));
  }
}
