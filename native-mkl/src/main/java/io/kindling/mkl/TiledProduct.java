package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A step that multiplies the tiles of images by transformed kernels.
 *
 * @param turned whether the kernels are read backwards, as for gradients of images
 * @param from images with channels last
 * @param to images with channels last
 * @param finish what becomes of the result before it is written
 * @param parts one for each thread, or for each place when staged
 */
record TiledProduct(
    String node,
    WinogradShape shape,
    boolean turned,
    Lanes lanes,
    Buffer from,
    Buffer to,
    Finish finish,
    List<TilePart> parts)
    implements Draft {
  TiledProduct {
    parts = List.copyOf(parts);
  }

  @Override
  public List<Buffer> buffers() {
    return Stream.of(
            Stream.of(from, to), finish.buffers(), parts.stream().flatMap(TilePart::buffers))
        .flatMap(Function.identity())
        .toList();
  }

  @Override
  public long scratchpadBytes() {
    return 0;
  }

  @Override
  public Kernel bind(Binder binder) {
    if (!shape.isStaged()) {
      return new SharedWork(
          lanes, shape.pieces(), parts.stream().map(part -> worker(part, binder)).toList());
    }
    SharedWork read = shared(shape.pieces(), () -> reader(parts.get(0), binder));
    SharedWork multiply =
        new SharedWork(lanes, parts.size(), TilePart.workers(parts, lanes, binder));
    SharedWork write = shared(shape.pieces(), () -> writer(parts.get(0), binder));
    return () -> {
      read.run();
      multiply.run();
      write.run();
    };
  }

  private SharedWork shared(int pieces, Supplier<IntConsumer> worker) {
    return new SharedWork(
        lanes, pieces, IntStream.range(0, lanes.count()).mapToObj(i -> worker.get()).toList());
  }

  private IntConsumer worker(TilePart part, Binder binder) {
    IntConsumer read = reader(part, binder);
    Kernel multiply = part.write(lanes, binder);
    IntConsumer write = writer(part, binder);
    return piece -> {
      read.accept(piece);
      multiply.run();
      write.accept(piece);
    };
  }

  private IntConsumer reader(TilePart part, Binder binder) {
    Tensor images = binder.floats(from);
    Tensor tiles = binder.floats(part.left());
    SourceTiles source = new SourceTiles(shape, turned);
    long stride = shape.stride(shape.channels());
    return piece -> {
      long origin = shape.origin(piece);
      for (long row = shape.start(piece); row < shape.start(piece + 1); row++) {
        source.transform(images, row, tiles, shape.tile(row) - origin, stride);
      }
    };
  }

  private IntConsumer writer(TilePart part, Binder binder) {
    Tensor images = binder.floats(to);
    Tensor products = binder.floats(part.right());
    ResultTiles result = new ResultTiles(shape, turned, finish.bind(shape, binder));
    long stride = shape.stride(shape.filters());
    return piece -> {
      long origin = shape.origin(piece);
      for (long row = shape.start(piece); row < shape.start(piece + 1); row++) {
        result.transform(products, shape.tile(row) - origin, stride, images, row);
      }
    };
  }

  @Override
  public String describe() {
    return String.format(
        "%-40s %-24s %-28s %s",
        node,
        "convolution_by_tiles",
        parts.get(0).product().implementation(),
        shape.describe() + (turned ? ", backward" : "") + finish.describe());
  }
}
