package io.kindling.mkl;

import io.kindling.tensor.Tensor;
import java.util.Optional;

/**
 * A piece of memory that steps of a plan use, before it has an address: it lives from the first
 * step that uses it to the last, or is the caller's and lives always.
 */
final class Buffer {
  /** The use of memory that holds its numbers from one run to the next. */
  static final int ALWAYS = Integer.MAX_VALUE - 1;

  private final long bytes;
  private final Optional<Tensor> external;
  private int first = Integer.MAX_VALUE;
  private int last = Integer.MIN_VALUE;

  private Buffer(long bytes, Optional<Tensor> external) {
    this.bytes = bytes;
    this.external = external;
  }

  /** Returns memory that the plan will own. */
  static Buffer ofBytes(long bytes) {
    return new Buffer(bytes, Optional.empty());
  }

  /** Returns the memory of a tensor. */
  static Buffer of(Tensor tensor) {
    return new Buffer(tensor.bytes(), Optional.of(tensor));
  }

  long bytes() {
    return bytes;
  }

  /** Returns the tensor whose memory this is, if it is not the plan's own. */
  Optional<Tensor> external() {
    return external;
  }

  /** Records that a step uses this memory. */
  void use(int step) {
    first = Math.min(first, step);
    last = Math.max(last, step);
  }

  boolean isUsed() {
    return first != Integer.MAX_VALUE;
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }
}
