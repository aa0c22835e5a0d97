package io.kindling.mkl;

import io.kindling.tensor.Tensor;

/** Turns products over tiles into images: {@code A' m A}, a row of tiles at a time. */
final class ResultTiles {
  private final int channels;
  private final int height;
  private final int width;
  private final int down;
  private final int across;
  private final boolean turned;
  private final Finish.Loops finish;
  private final float[][] column = new float[4][];
  private final float[][] upper = new float[4][];
  private final float[][] lower = new float[4][];
  private final float[] left;
  private final float[] right;
  private final float[] row;

  /**
   * @param finish what becomes of a row of pixels before it is written
   */
  ResultTiles(WinogradShape shape, boolean turned, Finish.Loops finish) {
    this.channels = shape.filters();
    this.height = shape.height();
    this.width = shape.width();
    this.down = shape.down();
    this.across = shape.across();
    this.turned = turned;
    this.finish = finish;
    for (int i = 0; i < 4; i++) {
      column[i] = new float[across * channels];
      upper[i] = new float[across * channels];
      lower[i] = new float[across * channels];
    }
    left = new float[across * channels];
    right = new float[across * channels];
    row = new float[2 * across * channels];
  }

  /** Transforms a row of tiles, from {@code [16, tiles, channels]} to images, channels last. */
  void transform(Tensor tiles, long at, long stride, Tensor images, long tileRow) {
    int count = across * channels;
    for (int j = 0; j < 4; j++) {
      for (int i = 0; i < 4; i++) {
        long from = SourceTiles.place(i, j, turned) * stride + at * channels;
        tiles.copyTo(from, column[i], 0, count);
      }
      FloatLoops.add(column[0], column[1], column[2], upper[j], count);
      FloatLoops.alternate(column[1], column[2], column[3], lower[j], count);
    }
    int y = (int) (tileRow % down) * 2;
    long first = tileRow / down * height + y;
    write(upper, images, first);
    if (y + 1 < height) {
      write(lower, images, first + 1);
    }
  }

  private void write(float[][] half, Tensor images, long y) {
    int count = across * channels;
    FloatLoops.add(half[0], half[1], half[2], left, count);
    FloatLoops.alternate(half[1], half[2], half[3], right, count);
    for (int x = 0; x < across; x++) {
      System.arraycopy(left, x * channels, row, 2 * x * channels, channels);
      System.arraycopy(right, x * channels, row, (2 * x + 1) * channels, channels);
    }
    finish.apply(row, y * width * channels, width);
    images.copyFrom(row, 0, y * width * channels, width * channels);
  }
}
