package io.kindling.mkl;

import io.kindling.mkl.Normalized.Rows;
import io.kindling.tensor.Tensor;
import java.util.Optional;

/**
 * Takes images apart into overlapping tiles of 4x4 and transforms them: {@code B' d B}, a row of
 * tiles at a time.
 *
 * <p>Columns are split into even and odd ones, so that every loop goes over a whole row of tiles.
 */
final class SourceTiles {
  private final int channels;
  private final int height;
  private final int width;
  private final int down;
  private final int across;
  private final boolean turned;
  private final float[][] rows = new float[4][];
  private final float[][] window = new float[4][];
  private final float[] border;
  private final float[] mixed;
  private final float[] even;
  private final float[] odd;
  private final float[] place;
  private final Optional<Rows> normalized;

  /** Reads images as they are. */
  SourceTiles(WinogradShape shape, boolean turned) {
    this(shape, turned, Optional.empty());
  }

  /**
   * @param turned whether kernels are read from their last element to their first, which exchanges
   *     the first and last places
   * @param normalized what is done to every row that is read
   */
  SourceTiles(WinogradShape shape, boolean turned, Optional<Rows> normalized) {
    this.channels = shape.channels();
    this.height = shape.height();
    this.width = shape.width();
    this.down = shape.down();
    this.across = shape.across();
    this.turned = turned;
    this.normalized = normalized;
    int row = width * channels;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[row];
    }
    border = new float[row];
    mixed = new float[row];
    even = new float[(across + 1) * channels];
    odd = new float[(across + 1) * channels];
    place = new float[across * channels];
  }

  /** Returns the place that holds row i and column j of a tile. */
  static int place(int i, int j, boolean turned) {
    return 4 * turn(i, turned) + turn(j, turned);
  }

  private static int turn(int i, boolean turned) {
    return turned && i % 3 == 0 ? 3 - i : i;
  }

  /**
   * Transforms a row of tiles.
   *
   * @param images with channels last
   * @param row of all images' rows of tiles
   * @param tiles {@code [16, tiles, channels]}
   * @param at the tile that the first one becomes
   * @param stride elements from place to place
   */
  void transform(Tensor images, long row, Tensor tiles, long at, long stride) {
    read(images, row / down, (int) (row % down));
    for (int i = 0; i < 4; i++) {
      mix(window, i, mixed, width * channels);
      split();
      for (int j = 0; j < 4; j++) {
        combine(j);
        long target = place(i, j, turned) * stride + at * channels;
        tiles.copyFrom(place, 0, target, across * channels);
      }
    }
  }

  private void read(Tensor images, long image, int tileRow) {
    for (int i = 0; i < 4; i++) {
      int y = 2 * tileRow - 1 + i;
      boolean inside = y >= 0 && y < height;
      if (inside) {
        images.copyTo((image * height + y) * width * channels, rows[i], 0, width * channels);
        if (normalized.isPresent()) {
          normalized.get().apply(rows[i]);
        }
      }
      window[i] = inside ? rows[i] : border;
    }
  }

  private static void mix(float[][] rows, int i, float[] out, int count) {
    switch (i) {
      case 0 -> FloatLoops.subtract(rows[0], 0, rows[2], 0, out, count);
      case 1 -> FloatLoops.add(rows[1], 0, rows[2], 0, out, count);
      case 2 -> FloatLoops.subtract(rows[2], 0, rows[1], 0, out, count);
      default -> FloatLoops.subtract(rows[3], 0, rows[1], 0, out, count);
    }
  }

  /** The column left of the image is even; it and what lies right of the image stay zero. */
  private void split() {
    for (int x = 0; x < width; x += 2) {
      System.arraycopy(mixed, x * channels, odd, x / 2 * channels, channels);
    }
    for (int x = 1; x < width; x += 2) {
      System.arraycopy(mixed, x * channels, even, (x / 2 + 1) * channels, channels);
    }
  }

  private void combine(int j) {
    int count = across * channels;
    switch (j) {
      case 0 -> FloatLoops.subtract(even, 0, even, channels, place, count);
      case 1 -> FloatLoops.add(odd, 0, even, channels, place, count);
      case 2 -> FloatLoops.subtract(even, channels, odd, 0, place, count);
      default -> FloatLoops.subtract(odd, channels, odd, 0, place, count);
    }
  }
}
