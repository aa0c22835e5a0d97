package io.kindling.mkl;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * One argument of a primitive: its number, how its memory is described, and the memory.
 *
 * @param offset in bytes, where it begins in the buffer
 */
record Arg(int number, dnnl_memory_desc descriptor, Buffer buffer, long offset) {
  Arg(int number, dnnl_memory_desc descriptor, Buffer buffer) {
    this(number, descriptor, buffer, 0);
  }

  static Arg of(int number, Placed placed) {
    return new Arg(number, placed.layout().descriptor(), placed.buffer());
  }

  /** Returns the argument that is a part of a row of tensors which lie one after another. */
  static Arg of(int number, Layout layout, Buffer row, int index) {
    return new Arg(number, layout.descriptor(), row, index * layout.bytes());
  }
}
