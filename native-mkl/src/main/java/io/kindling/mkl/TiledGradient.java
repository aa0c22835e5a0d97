package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.mkl.Normalized.Rows;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A step that sums products of the tiles of images and of gradients over all tiles. Which tiles a
 * sum takes in depends on the number of threads alone, so that results repeat bit by bit.
 *
 * @param images with channels last
 * @param recalled how the images are computed of {@code images} if they were not kept
 * @param gradients of the results, with channels last
 * @param parts one for each sum: of each thread, or at each place when staged
 */
record TiledGradient(
    String node,
    WinogradShape shape,
    Lanes lanes,
    Buffer images,
    Optional<Normalized> recalled,
    Buffer gradients,
    List<TilePart> parts)
    implements Draft {
  TiledGradient {
    parts = List.copyOf(parts);
  }

  @Override
  public List<Buffer> buffers() {
    Stream<Buffer> read =
        Stream.concat(
            Stream.of(images, gradients), recalled.stream().flatMap(how -> how.buffers().stream()));
    return Stream.concat(read, parts.stream().flatMap(TilePart::buffers)).toList();
  }

  @Override
  public long scratchpadBytes() {
    return 0;
  }

  @Override
  public Kernel bind(Binder binder) {
    Optional<Rows> rows = recalled.map(how -> how.rows(shape.width(), binder));
    Kernel products = shape.isStaged() ? staged(binder, rows) : pieced(binder, rows);
    return rows.<Kernel>map(
            each ->
                () -> {
                  each.run();
                  products.run();
                })
        .orElse(products);
  }

  private Kernel staged(Binder binder, Optional<Rows> rows) {
    List<IntConsumer> readers =
        IntStream.range(0, lanes.count())
            .mapToObj(i -> reader(parts.get(0), binder, rows))
            .toList();
    SharedWork read = new SharedWork(lanes, shape.pieces(), readers);
    SharedWork multiply =
        new SharedWork(lanes, parts.size(), TilePart.workers(parts, lanes, binder));
    return () -> {
      read.run();
      multiply.run();
    };
  }

  private Kernel pieced(Binder binder, Optional<Rows> rows) {
    List<Runnable> sums =
        IntStream.range(0, parts.size()).mapToObj(part -> sum(part, binder, rows)).toList();
    return new SharedWork(lanes, parts.size(), alike(part -> sums.get(part).run()));
  }

  private List<IntConsumer> alike(IntConsumer worker) {
    return IntStream.range(0, lanes.count()).mapToObj(i -> worker).toList();
  }

  private Runnable sum(int index, Binder binder, Optional<Rows> rows) {
    TilePart part = parts.get(index);
    IntConsumer read = reader(part, binder, rows);
    Kernel write = part.write(lanes, binder);
    Kernel add = part.add(lanes, binder);
    int begin = (int) ((long) shape.pieces() * index / parts.size());
    int end = (int) ((long) shape.pieces() * (index + 1) / parts.size());
    return () -> {
      for (int piece = begin; piece < end; piece++) {
        read.accept(piece);
        (piece == begin ? write : add).run();
      }
    };
  }

  private IntConsumer reader(TilePart part, Binder binder, Optional<Rows> rows) {
    Tensor x = binder.floats(images);
    Tensor dy = binder.floats(gradients);
    Tensor left = binder.floats(part.left());
    Tensor right = binder.floats(part.right());
    SourceTiles source = new SourceTiles(shape, false, rows);
    GradientTiles gradient = new GradientTiles(shape);
    long read = shape.stride(shape.channels());
    long received = shape.stride(shape.filters());
    return piece -> {
      long start = shape.start(piece);
      long end = shape.start(piece + 1);
      long origin = shape.origin(piece);
      if (!shape.isStaged() && end - start < shape.rowsOfPiece()) {
        // The last piece has fewer tiles; the others must not count.
        left.clear();
        right.clear();
      }
      for (long row = start; row < end; row++) {
        source.transform(x, row, left, shape.tile(row) - origin, read);
        gradient.transform(dy, row, right, shape.tile(row) - origin, received);
      }
    };
  }

  @Override
  public String describe() {
    return String.format(
        "%-40s %-24s %-28s %s",
        node,
        "weights_by_tiles",
        parts.get(0).product().implementation(),
        shape.describe() + (recalled.isPresent() ? ", normalized once more" : ""));
  }
}
