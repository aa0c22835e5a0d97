package io.kindling.mkl;

import io.kindling.backend.Kernel;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/** Runs one primitive; everything it needs is prepared, so that running allocates nothing. */
final class PrimitiveStep implements Kernel {
  private final String node;
  private final dnnl_primitive primitive;
  private final dnnl_stream stream;
  private final int count;
  private final dnnl_exec_arg_t args;

  PrimitiveStep(
      String node, dnnl_primitive primitive, dnnl_stream stream, int count, dnnl_exec_arg_t args) {
    this.node = node;
    this.primitive = primitive;
    this.stream = stream;
    this.count = count;
    this.args = args;
  }

  @Override
  public void run() {
    int status = dnnl.dnnl_primitive_execute(primitive, stream, count, args);
    if (status != dnnl.dnnl_success) {
      throw Status.failure(status, "dnnl_primitive_execute", node);
    }
  }
}
