package io.kindling.ml.example;

/** Grey images of the digits 0 to 9 with their labels, read by position. */
public interface Digits {

  /** Number of images. */
  int count();

  /** Rows of pixels in every image. */
  int height();

  /** Pixels in a row of every image. */
  int width();

  /**
   * Digit shown on the image at {@code index}, 0 to 9.
   *
   * @throws IndexOutOfBoundsException if {@code index} is not in [0, count)
   */
  int label(int index);

  /**
   * Pixels of the image at {@code index}, row by row, as unsigned bytes: 0 is paper, 255 is ink.
   * The array is the caller's own.
   *
   * @throws IndexOutOfBoundsException if {@code index} is not in [0, count)
   */
  byte[] pixels(int index);
}
