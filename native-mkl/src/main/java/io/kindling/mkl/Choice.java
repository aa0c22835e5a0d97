package io.kindling.mkl;

import io.kindling.graph.Value;
import java.util.Optional;
import java.util.function.Function;

/**
 * A primitive and the layout of the input that it was asked for.
 *
 * @param source the layout of the input
 */
record Choice(Primitive primitive, Layout source) {
  /**
   * Asks for a primitive over the layout that a value has; where oneDNN has only its reference
   * implementation for that, row-major order is tried, and kept if it is better.
   */
  static Optional<Choice> of(
      Value value, Drafting drafting, Function<Layout, Optional<Primitive>> find) {
    return of(drafting.made(value).layout(), value, drafting, find);
  }

  /** Asks for a primitive over float32, whatever the value was made as. */
  static Optional<Choice> inFloat32(
      Value value, Drafting drafting, Function<Layout, Optional<Primitive>> find) {
    Layout made = drafting.made(value).layout();
    return of(drafting.layouts().as(Element.FLOAT32, made), value, drafting, find);
  }

  private static Optional<Choice> of(
      Layout made, Value value, Drafting drafting, Function<Layout, Optional<Primitive>> find) {
    Optional<Choice> first = find.apply(made).map(primitive -> new Choice(primitive, made));
    boolean fast = first.isPresent() && !first.get().primitive().isReference();
    if (fast || made.isRowMajor()) {
      return first;
    }
    Layout plain = drafting.layouts().rowMajor(drafting.shape(value));
    Optional<Choice> second = find.apply(plain).map(primitive -> new Choice(primitive, plain));
    return second.filter(choice -> !choice.primitive().isReference()).or(() -> first);
  }
}
