package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A step that turns kernels into tiles, or sums of gradients over tiles into those of kernels.
 *
 * <p>Tiles lie in one piece of memory, or in one for each place when the shape is staged; the sums
 * of several threads are that many tiles.
 *
 * @param backward whether gradients are taken back
 */
record TiledKernels(
    String node,
    Lanes lanes,
    List<Buffer> from,
    List<Buffer> to,
    WinogradShape shape,
    boolean backward)
    implements Draft {
  private static final int KERNEL = 9;

  TiledKernels {
    from = List.copyOf(from);
    to = List.copyOf(to);
  }

  @Override
  public List<Buffer> buffers() {
    return Stream.concat(from.stream(), to.stream()).toList();
  }

  @Override
  public long scratchpadBytes() {
    return 0;
  }

  private long pairs() {
    return (long) shape.channels() * shape.filters();
  }

  @Override
  public Kernel bind(Binder binder) {
    Tensor kernels = binder.tensor((backward ? to : from).get(0), Shape.of(KERNEL, pairs()));
    List<Tensor[]> tiles = tiles(backward ? from : to, binder);
    return new SharedWork(
        lanes,
        KernelTiles.blocks(pairs()),
        IntStream.range(0, lanes.count())
            .mapToObj(i -> worker(binder.kernelTiles(i), kernels, tiles))
            .toList());
  }

  /** Returns the places of tiles, one array for each of the sums. */
  private List<Tensor[]> tiles(List<Buffer> buffers, Binder binder) {
    if (shape.isStaged()) {
      Tensor[] places =
          buffers.stream()
              .map(buffer -> binder.tensor(buffer, Shape.of(pairs())))
              .toArray(Tensor[]::new);
      return List.<Tensor[]>of(places);
    }
    return buffers.stream()
        .map(buffer -> places(binder.tensor(buffer, Shape.of(WinogradShape.PLACES, pairs()))))
        .toList();
  }

  private Tensor[] places(Tensor whole) {
    Tensor[] places = new Tensor[WinogradShape.PLACES];
    Arrays.setAll(places, place -> whole.view(place * pairs(), Shape.of(pairs())));
    return places;
  }

  private IntConsumer worker(KernelTiles loops, Tensor kernels, List<Tensor[]> tiles) {
    return backward
        ? block -> loops.gradient(tiles, kernels, block)
        : block -> loops.transform(kernels, tiles.get(0), block);
  }

  @Override
  public String describe() {
    return String.format(
        "%-40s %-24s %-28s %s",
        node,
        backward ? "kernels_from_tiles" : "kernels_to_tiles",
        "vector loops",
        shape.channels() + "x" + shape.filters());
  }
}
