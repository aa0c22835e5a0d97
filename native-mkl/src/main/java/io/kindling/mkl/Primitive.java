package io.kindling.mkl;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;

/** What oneDNN decided for one operation: the implementation and the layouts that it wants. */
final class Primitive {
  private static final List<String> NARROW = List.of("avx2", "sse41", "ncsp");

  private final String kind;
  private final dnnl_primitive_desc descriptor;
  private final Layouts layouts;
  private final String implementation;

  Primitive(String kind, dnnl_primitive_desc descriptor, Layouts layouts) {
    this.kind = kind;
    this.descriptor = descriptor;
    this.layouts = layouts;
    this.implementation = readImplementation();
  }

  private String readImplementation() {
    Tensor cell = Tensor.zeros(DataType.INT64, Shape.of(1));
    Status.check(
        dnnl.dnnl_primitive_desc_query(
            descriptor, dnnl.dnnl_query_impl_info_str, 0, new Address(cell.address())),
        "dnnl_primitive_desc_query",
        kind);
    return new BytePointer(new Address(cell.getLong(0))).getString();
  }

  /** Returns the kind of operation, for messages and tables. */
  String kind() {
    return kind;
  }

  /** Returns oneDNN's descriptor, which the scope owns. */
  dnnl_primitive_desc descriptor() {
    return descriptor;
  }

  /** Returns the name of oneDNN's implementation. */
  String implementation() {
    return implementation;
  }

  /** Returns whether oneDNN runs its plain loops here, about 100 times slower than its kernels. */
  boolean isReference() {
    return implementation.startsWith("ref");
  }

  /**
   * Returns whether oneDNN has half of the vectors in use here where the processor may have wide
   * ones, or puts reorders around what it computes.
   */
  boolean isWeak() {
    return NARROW.stream().anyMatch(implementation::contains);
  }

  /** Returns the layout that an argument must have. */
  Layout layout(int argument) {
    return layouts.read(query(argument));
  }

  /** Returns the size of the shared memory that it needs while it runs. */
  long scratchpadBytes() {
    return bytes(dnnl.DNNL_ARG_SCRATCHPAD);
  }

  /** Returns the size of what forward keeps for backward, or 0. */
  long workspaceBytes() {
    return bytes(dnnl.DNNL_ARG_WORKSPACE);
  }

  private long bytes(int argument) {
    return dnnl.dnnl_memory_desc_get_size(query(argument));
  }

  dnnl_memory_desc query(int argument) {
    return dnnl.dnnl_primitive_desc_query_md(descriptor, dnnl.dnnl_query_exec_arg_md, argument);
  }
}
