package io.kindling.mkl;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/**
 * The processor as oneDNN's engine, and the stream on which one thread runs primitives in order.
 */
final class Engine implements AutoCloseable {
  private final NativeScope scope = new NativeScope();
  private final dnnl_engine engine = new dnnl_engine();
  private final dnnl_stream stream = new dnnl_stream();

  private Engine() {}

  static Engine open() {
    Engine opened = new Engine();
    try {
      opened.create();
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void create() {
    Status.check(
        dnnl.dnnl_engine_create(engine, dnnl.dnnl_cpu, 0), "dnnl_engine_create", "the processor");
    scope.own(() -> dnnl.dnnl_engine_destroy(engine));
    create(stream, scope);
  }

  private void create(dnnl_stream created, NativeScope owner) {
    Status.check(
        dnnl.dnnl_stream_create(created, engine, dnnl.dnnl_stream_default_flags),
        "dnnl_stream_create",
        "the processor");
    owner.own(() -> dnnl.dnnl_stream_destroy(created));
  }

  dnnl_engine engine() {
    return engine;
  }

  dnnl_stream stream() {
    return stream;
  }

  /** Returns another stream, for a step that runs on a thread of its own. */
  dnnl_stream stream(NativeScope owner) {
    dnnl_stream created = new dnnl_stream();
    create(created, owner);
    return created;
  }

  @Override
  public void close() {
    scope.close();
  }
}
