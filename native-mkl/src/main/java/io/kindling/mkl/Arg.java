package io.kindling.mkl;

import org.bytedeco.dnnl.dnnl_memory_desc;

/** One argument of a primitive: its number, how its memory is described, and the memory. */
record Arg(int number, dnnl_memory_desc descriptor, Buffer buffer) {
  static Arg of(int number, Placed placed) {
    return new Arg(number, placed.layout().descriptor(), placed.buffer());
  }
}
