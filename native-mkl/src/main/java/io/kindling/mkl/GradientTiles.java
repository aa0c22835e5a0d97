package io.kindling.mkl;

import io.kindling.tensor.Tensor;

/** Spreads gradients of results over the places of their tiles: {@code A dY A'}. */
final class GradientTiles {
  private final int channels;
  private final int height;
  private final int width;
  private final int down;
  private final int across;
  private final float[] upper;
  private final float[] lower;
  private final float[] border;
  private final float[] mixed;
  private final float[] left;
  private final float[] right;
  private final float[] place;

  GradientTiles(WinogradShape shape) {
    this.channels = shape.filters();
    this.height = shape.height();
    this.width = shape.width();
    this.down = shape.down();
    this.across = shape.across();
    upper = new float[width * channels];
    lower = new float[width * channels];
    border = new float[width * channels];
    mixed = new float[width * channels];
    left = new float[across * channels];
    right = new float[across * channels];
    place = new float[across * channels];
  }

  /** Transforms a row of tiles, from images with channels last to {@code [16, tiles, channels]}. */
  void transform(Tensor images, long row, Tensor tiles, long at, long stride) {
    int y = (int) (row % down) * 2;
    long first = (row / down * height + y) * width * channels;
    int count = width * channels;
    images.copyTo(first, upper, 0, count);
    boolean two = y + 1 < height;
    if (two) {
      images.copyTo(first + count, lower, 0, count);
    }
    float[] second = two ? lower : border;
    spread(upper, tiles, at, 0, stride);
    FloatLoops.add(upper, 0, second, 0, mixed, count);
    spread(mixed, tiles, at, 4, stride);
    FloatLoops.subtract(upper, 0, second, 0, mixed, count);
    spread(mixed, tiles, at, 8, stride);
    spread(second, tiles, at, 12, stride);
  }

  private void spread(float[] mix, Tensor tiles, long at, int firstPlace, long stride) {
    for (int x = 0; x < width; x += 2) {
      System.arraycopy(mix, x * channels, left, x / 2 * channels, channels);
    }
    for (int x = 1; x < width; x += 2) {
      System.arraycopy(mix, x * channels, right, x / 2 * channels, channels);
    }
    int count = across * channels;
    long target = firstPlace * stride + at * channels;
    tiles.copyFrom(left, 0, target, count);
    FloatLoops.add(left, 0, right, 0, place, count);
    tiles.copyFrom(place, 0, target + stride, count);
    FloatLoops.subtract(left, 0, right, 0, place, count);
    tiles.copyFrom(place, 0, target + 2 * stride, count);
    tiles.copyFrom(right, 0, target + 3 * stride, count);
  }
}
