package io.kindling.ml.example;

import io.kindling.ml.example.Stroke.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Digits written by the program itself: a pure function of (seed, index), the same on every
 * machine.
 *
 * <p>Each image is one of the styles of its digit with moved control points, under a random affine
 * map (size, slant, turn, place), drawn with a pen of random width and darkness on noisy paper.
 * Every ten images whose indexes start at a multiple of ten show each digit once, in random order.
 *
 * @param seed chooses the whole endless sequence
 * @param first index in that sequence of this set's first image; sets that do not overlap are
 *     independent samples
 * @param count number of images in this set
 */
public record DrawnDigits(long seed, int first, int count) implements Digits {

  private static final int SIZE = 28;
  private static final int CLASSES = 10;

  /** Standard deviation of a control point's place, as part of the glyph. */
  private static final double WOBBLE = 0.03;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if {@code first} or {@code count} is negative or their sum is
   *     beyond the largest int
   */
  public DrawnDigits {
    if (first < 0 || count < 0 || first > Integer.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "DrawnDigits: expected first >= 0, count >= 0 and their sum an int, got first "
              + (first + ", count " + count)
              + ". Choose a smaller range.");
    }
  }

  @Override
  public int height() {
    return SIZE;
  }

  @Override
  public int width() {
    return SIZE;
  }

  @Override
  public int label(int index) {
    int position = first + Objects.checkIndex(index, count);
    List<Integer> digits = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    Collections.shuffle(digits, random(-1L - position / CLASSES));
    return digits.get(position % CLASSES);
  }

  @Override
  public byte[] pixels(int index) {
    int label = label(index);
    Random random = random(first + (long) index);
    List<List<Stroke>> styles = DigitStrokes.of(label);
    List<Stroke> strokes = styles.get(random.nextInt(styles.size()));
    UnaryOperator<Point> place = affine(random);
    InkCanvas canvas = new InkCanvas(SIZE, between(random, 1.4, 3.6));
    // Strokes that meet in a point stay joined: equal points move together.
    Map<Point, Point> moved = new HashMap<>();
    for (Stroke stroke : strokes) {
      List<Point> line =
          stroke.map(from -> moved.computeIfAbsent(from, p -> wobble(random, p))).flatten();
      canvas.draw(line.stream().map(place).toList());
    }
    return develop(canvas, random);
  }

  private static byte[] develop(InkCanvas canvas, Random random) {
    double darkness = between(random, 0.65, 1);
    double noise = between(random, 0, 0.12);
    byte[] pixels = new byte[SIZE * SIZE];
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        double grey = darkness * canvas.coverage(row, column) + noise * random.nextGaussian();
        pixels[row * SIZE + column] = (byte) Math.round(255 * Math.max(0, Math.min(1, grey)));
      }
    }
    return pixels;
  }

  /** From the glyph, whose center is (0.5, 0.5), to pixels. */
  private static UnaryOperator<Point> affine(Random random) {
    double width = between(random, 9, 17);
    double height = between(random, 15, 21);
    double slant = between(random, -0.35, 0.2);
    double turn = between(random, -0.3, 0.3);
    double centerX = SIZE / 2.0 + between(random, -3, 3);
    double centerY = SIZE / 2.0 + between(random, -3, 3);
    // StrictMath gives the same bits on every processor.
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    return point -> {
      double y = height * (point.y() - 0.5);
      double x = width * (point.x() - 0.5) + slant * y;
      return new Point(centerX + cos * x - sin * y, centerY + sin * x + cos * y);
    };
  }

  private static Point wobble(Random random, Point point) {
    double x = point.x() + WOBBLE * random.nextGaussian();
    return new Point(x, point.y() + WOBBLE * random.nextGaussian());
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A generator of its own for every stream, so that images can be drawn in any order. */
  private Random random(long stream) {
    // Finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighboring streams become unrelated.
    long mixed = seed + stream * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return new Random(mixed ^ (mixed >>> 31));
  }
}
