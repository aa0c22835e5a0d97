package io.kindling.mkl;

import io.kindling.tensor.Shape;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;

/** Asks oneDNN for pooling. */
final class PoolingPrimitives {
  private PoolingPrimitives() {}

  /** Returns pooling of a source in a layout, with the result as the primitive likes. */
  static Optional<Primitive> forward(
      Drafting drafting,
      int algorithm,
      boolean training,
      Layout source,
      Shape result,
      SlidingWindow window) {
    return create(
        drafting,
        algorithm,
        training,
        source.descriptor(),
        drafting.layouts().any(source.element(), result.dims()),
        window);
  }

  /** Returns pooling between two layouts. */
  static Optional<Primitive> create(
      Drafting drafting,
      int algorithm,
      boolean training,
      dnnl_memory_desc source,
      dnnl_memory_desc result,
      SlidingWindow window) {
    return drafting
        .primitives()
        .find(
            "pooling_forward",
            (created, engine, attributes) ->
                dnnl.dnnl_pooling_forward_primitive_desc_create(
                    created,
                    engine,
                    training ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                    algorithm,
                    source,
                    result,
                    window.strides(),
                    window.kernel(),
                    window.dilations(),
                    window.begin(),
                    window.end(),
                    attributes));
  }

  /** Returns the gradient of pooling between two layouts. */
  static Optional<Primitive> backward(
      Drafting drafting,
      int algorithm,
      Layout source,
      Layout result,
      SlidingWindow window,
      Primitive hint) {
    return drafting
        .primitives()
        .find(
            "pooling_backward",
            (created, engine, attributes) ->
                dnnl.dnnl_pooling_backward_primitive_desc_create(
                    created,
                    engine,
                    algorithm,
                    source.descriptor(),
                    result.descriptor(),
                    window.strides(),
                    window.kernel(),
                    window.dilations(),
                    window.begin(),
                    window.end(),
                    hint.descriptor(),
                    attributes));
  }
}
