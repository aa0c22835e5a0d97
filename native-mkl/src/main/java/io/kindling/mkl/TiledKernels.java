package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A step that turns kernels into tiles, or sums of gradients over tiles into those of kernels.
 *
 * @param from one tensor of kernels, or the sums
 * @param backward whether gradients are taken back
 */
record TiledKernels(
    String node, Lanes lanes, List<Buffer> from, Buffer to, WinogradShape shape, boolean backward)
    implements Draft {
  private static final int KERNEL = 9;

  TiledKernels {
    from = List.copyOf(from);
  }

  @Override
  public List<Buffer> buffers() {
    return Stream.concat(from.stream(), Stream.of(to)).toList();
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
    Shape read = Shape.of(backward ? WinogradShape.PLACES : KERNEL, pairs());
    Shape written = Shape.of(backward ? KERNEL : WinogradShape.PLACES, pairs());
    List<Tensor> sources = from.stream().map(buffer -> binder.tensor(buffer, read)).toList();
    Tensor target = binder.tensor(to, written);
    return new SharedWork(
        lanes,
        KernelTiles.blocks(pairs()),
        IntStream.range(0, lanes.count()).mapToObj(i -> worker(sources, target)).toList());
  }

  private IntConsumer worker(List<Tensor> sources, Tensor target) {
    KernelTiles kernels = new KernelTiles();
    return backward
        ? block -> kernels.gradient(sources, target, block)
        : block -> kernels.transform(sources.get(0), target, block);
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
