package io.kindling.mkl;

import io.kindling.backend.Kernel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A product of tiles that runs on one thread.
 *
 * @param left the left factor
 * @param right the right factor of a gradient, or the result
 * @param product writes its result
 * @param more adds to it
 */
record TilePart(
    String node,
    Buffer left,
    Buffer right,
    Buffer scratchpad,
    List<Arg> args,
    Primitive product,
    Optional<Primitive> more) {
  /** The least memory that has an address of its own. */
  private static final long LEAST = 64;

  TilePart {
    args = List.copyOf(args);
  }

  static TilePart of(
      String node,
      Buffer left,
      Buffer right,
      List<Arg> args,
      Primitive product,
      Optional<Primitive> more) {
    long bytes =
        Stream.concat(Stream.of(product), more.stream())
            .mapToLong(Primitive::scratchpadBytes)
            .reduce(LEAST, Math::max);
    return new TilePart(node, left, right, Buffer.ofBytes(bytes), args, product, more);
  }

  Stream<Buffer> buffers() {
    return Stream.concat(Stream.of(left, right, scratchpad), args.stream().map(Arg::buffer));
  }

  /** Returns what writes the product. */
  Kernel write(Lanes lanes, Binder binder) {
    return bind(product, lanes, binder);
  }

  /** Returns what adds the product to the result. */
  Kernel add(Lanes lanes, Binder binder) {
    return bind(more.orElse(product), lanes, binder);
  }

  private Kernel bind(Primitive primitive, Lanes lanes, Binder binder) {
    return lanes.get(() -> binder.apart(node, primitive, args, scratchpad));
  }
}
