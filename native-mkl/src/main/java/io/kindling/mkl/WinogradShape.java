package io.kindling.mkl;

import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import java.util.Optional;

/**
 * A convolution with 3x3 kernels, steps of 1 and a border of 1 as products over tiles of 2x2
 * results, F(2x2, 3x3): a tile takes 16 multiplications where the sum over kernels takes 36.
 *
 * <p>With the images' tiles d of 4x4 elements, a kernel g and the tile Y of results, {@code Y = A'
 * ((G g G') * (B' d B)) A}, the product in the middle element by element:
 *
 * <pre>
 *      1  0 -1  0         1    0    0
 * B' = 0  1  1  0    G = 1/2  1/2  1/2    A' = 1  1  1  0
 *      0 -1  1  0        1/2 -1/2  1/2         0  1 -1  1
 *      0 -1  0  1         0    0    1
 * </pre>
 *
 * <p>Summed over channels, each of the 16 places is a matrix product {@code [tiles, channels] x
 * [channels, filters]}. Source: Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks", 2015, section 4.1, with the signs of the last place turned.
 *
 * @param batch images
 * @param channels of the input
 * @param filters channels of the result
 * @param threads that share the tiles
 */
record WinogradShape(long batch, int channels, int filters, int height, int width, int threads) {
  /** The places of a tile. */
  static final int PLACES = 16;

  /** Tiles that a thread takes at once, so that they stay in its cache. */
  private static final int TILES = 64;

  /** Channels times filters from which on kernels are large, a MiB at all places. */
  private static final long LARGE_KERNELS = 1 << 14;

  /** Numbers at one place of all tiles that may lie in memory at once, about the last cache's. */
  private static final long STAGED = 1 << 18;

  /** With fewer channels or filters, what surrounds the products costs more than they save. */
  private static final int LEAST_CHANNELS = 32;

  /** With fewer tiles, putting the kernels in order costs more than the products save. */
  private static final long LEAST_TILES = 64;

  /** Returns the shape of a convolution for which this pays. */
  static Optional<WinogradShape> of(
      Window window, long group, Shape source, Shape weights, Shape result, int threads) {
    boolean fits =
        window.equals(Window.of(3, 3).pads(1, 1, 1, 1))
            && group == 1
            && source.slice(2, source.rank()).equals(result.slice(2, result.rank()));
    return fits
        ? Optional.of(of(source, weights, threads)).filter(WinogradShape::pays)
        : Optional.empty();
  }

  private static WinogradShape of(Shape source, Shape weights, int threads) {
    return new WinogradShape(
        source.dim(0),
        Math.toIntExact(source.dim(1)),
        Math.toIntExact(weights.dim(0)),
        Math.toIntExact(source.dim(2)),
        Math.toIntExact(source.dim(3)),
        threads);
  }

  private boolean pays() {
    return Math.min(channels, filters) >= LEAST_CHANNELS && allTiles() >= LEAST_TILES;
  }

  /** Returns what each thread multiplies at one place. */
  long share() {
    return allTiles() * channels * filters / threads;
  }

  /** Returns the same convolution the other way, from gradients of results to those of inputs. */
  WinogradShape back() {
    return new WinogradShape(batch, filters, channels, height, width, threads);
  }

  /** Returns the tiles beside each other in an image. */
  int across() {
    return (width + 1) / 2;
  }

  /** Returns the tiles above each other in an image. */
  int down() {
    return (height + 1) / 2;
  }

  /** Returns the rows of tiles of all images. */
  long rows() {
    return batch * down();
  }

  /** Returns the rows of tiles in a piece of work; all threads have as many pieces. */
  int rowsOfPiece() {
    long turns = Math.max(1, allTiles() / ((long) TILES * threads));
    return (int) Math.max(1, (rows() + turns * threads - 1) / (turns * threads));
  }

  /** Returns the tiles in a piece of work. */
  int tilesOfPiece() {
    return rowsOfPiece() * across();
  }

  /** Returns the pieces of work. */
  int pieces() {
    return Math.toIntExact((rows() + rowsOfPiece() - 1) / rowsOfPiece());
  }

  /**
   * Returns the first row of tiles of a piece, or the number of rows for the piece after the last.
   */
  long start(int piece) {
    return Math.min(rows(), (long) piece * rowsOfPiece());
  }

  /** Returns the first tile of a row. */
  long tile(long row) {
    return row * across();
  }

  /** Returns the tile that lies first in the memory of a piece. */
  long origin(int piece) {
    return isStaged() ? 0 : tile(start(piece));
  }

  /** Returns the layout of images with channels last. */
  static Layout images(long batch, int channels, int height, int width, Layouts layouts) {
    return layouts.channelsLast(Element.FLOAT32, batch, channels, height, width);
  }

  Layout source(Layouts layouts) {
    return images(batch, channels, height, width, layouts);
  }

  Layout result(Layouts layouts) {
    return images(batch, filters, height, width, layouts);
  }

  /**
   * Returns whether all tiles are transformed before any is multiplied: where kernels are large,
   * each thread then reads those of some places once.
   */
  boolean isStaged() {
    return (long) channels * filters >= LARGE_KERNELS
        && allTiles() * (channels + filters) <= STAGED;
  }

  private long allTiles() {
    return rows() * across();
  }

  /** Returns the elements from place to place of tiles over some channels. */
  long stride(int depth) {
    return (isStaged() ? allTiles() : tilesOfPiece()) * depth;
  }

  /** Returns tiles over some channels as a factor: of a piece, or of one place when staged. */
  Layout factor(int depth, Layouts layouts) {
    return isStaged()
        ? layouts.rowMajor(allTiles(), depth)
        : layouts.rowMajor(PLACES, tilesOfPiece(), depth);
  }

  /** Returns tiles over the channels as the left factor of a sum over tiles. */
  Layout turnedFactor(Layouts layouts) {
    long tiles = tilesOfPiece();
    return isStaged()
        ? layouts.strided(new long[] {channels, allTiles()}, new long[] {1, channels})
        : layouts.strided(
            new long[] {PLACES, channels, tiles}, new long[] {tiles * channels, 1, channels});
  }

  /**
   * Returns transformed kernels as a factor; as in plain kernels, channels are innermost.
   *
   * @param turned from filters to channels
   * @param single those of one place
   */
  Layout kernelFactor(boolean turned, boolean single, Layouts layouts) {
    long plane = (long) channels * filters;
    if (single) {
      return turned
          ? layouts.rowMajor(filters, channels)
          : layouts.strided(new long[] {channels, filters}, new long[] {1, channels});
    }
    return turned
        ? layouts.rowMajor(PLACES, filters, channels)
        : layouts.strided(new long[] {PLACES, channels, filters}, new long[] {plane, 1, channels});
  }

  /** Returns the sizes of the products, for tables. */
  String describe() {
    String product =
        "%dx%d x %dx%d"
            .formatted(isStaged() ? allTiles() : tilesOfPiece(), channels, channels, filters);
    return isStaged()
        ? PLACES + " places of " + product
        : pieces() + " pieces of " + PLACES + " places of " + product;
  }
}
