package io.kindling.mkl;

import io.kindling.backend.Kernel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A product of tiles that runs on one thread.
 *
 * @param left the tiles of images
 * @param right the tiles of gradients, or the result
 * @param scratchpads one for each thread that may compute it
 * @param product writes its result
 * @param more adds to it
 */
record TilePart(
    String node,
    Buffer left,
    Buffer right,
    List<Buffer> scratchpads,
    List<Arg> args,
    Primitive product,
    Optional<Primitive> more) {
  /** The least memory that has an address of its own. */
  private static final long LEAST = 64;

  TilePart {
    scratchpads = List.copyOf(scratchpads);
    args = List.copyOf(args);
  }

  /** Returns a scratchpad for any of some products, or the least memory where they need none. */
  static Buffer scratchpad(Stream<Primitive> products) {
    return Buffer.ofBytes(products.mapToLong(Primitive::scratchpadBytes).reduce(LEAST, Math::max));
  }

  Stream<Buffer> buffers() {
    return Stream.of(Stream.of(left, right), scratchpads.stream(), args.stream().map(Arg::buffer))
        .flatMap(Function.identity());
  }

  /** Returns what writes the product, on any thread at a time. */
  Kernel write(Lanes lanes, Binder binder) {
    return write(0, lanes, binder);
  }

  /** Returns what writes the product on one of the threads that have a scratchpad. */
  Kernel write(int thread, Lanes lanes, Binder binder) {
    return bind(product, scratchpads.get(thread), lanes, binder);
  }

  /** Returns what adds the product to the result. */
  Kernel add(Lanes lanes, Binder binder) {
    return bind(more.orElse(product), scratchpads.get(0), lanes, binder);
  }

  /** Returns, for each thread, what computes each of some parts that any thread may take. */
  static List<IntConsumer> workers(List<TilePart> parts, Lanes lanes, Binder binder) {
    return IntStream.range(0, lanes.count())
        .mapToObj(
            thread -> {
              List<Kernel> own =
                  parts.stream().map(part -> part.write(thread, lanes, binder)).toList();
              return (IntConsumer) index -> own.get(index).run();
            })
        .toList();
  }

  private Kernel bind(Primitive primitive, Buffer scratchpad, Lanes lanes, Binder binder) {
    return lanes.get(() -> binder.apart(node, primitive, args, scratchpad));
  }
}
