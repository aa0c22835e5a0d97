package io.kindling.mkl;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.PointerPointer;

/** Asks oneDNN for primitives with the attributes that all of ours have. */
final class Primitives {
  private final NativeScope scope;
  private final Engine engine;
  private final Layouts layouts;
  private final dnnl_primitive_attr plain;

  Primitives(NativeScope scope, Engine engine, Layouts layouts) {
    this.scope = scope;
    this.engine = engine;
    this.layouts = layouts;
    this.plain = attributes();
  }

  /** One of the functions that create a primitive descriptor. */
  @FunctionalInterface
  interface Creation {
    /** Creates the descriptor in {@code result} and returns the status. */
    int create(dnnl_primitive_desc result, dnnl_engine engine, dnnl_primitive_attr attributes);
  }

  /** Returns new attributes: repeatable results, and the plan's own scratchpad. */
  dnnl_primitive_attr attributes() {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    Status.check(
        dnnl.dnnl_primitive_attr_create(attributes), "dnnl_primitive_attr_create", "attributes");
    scope.own(() -> dnnl.dnnl_primitive_attr_destroy(attributes));
    Status.check(
        dnnl.dnnl_primitive_attr_set_deterministic(attributes, 1),
        "dnnl_primitive_attr_set_deterministic",
        "attributes");
    Status.check(
        dnnl.dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl.dnnl_scratchpad_mode_user),
        "dnnl_primitive_attr_set_scratchpad_mode",
        "attributes");
    return attributes;
  }

  /** Returns the primitive, or nothing where oneDNN has none for these layouts. */
  Optional<Primitive> find(String kind, Creation creation) {
    return find(kind, plain, creation);
  }

  /** Returns the primitive with attributes of its own. */
  Optional<Primitive> find(String kind, dnnl_primitive_attr attributes, Creation creation) {
    dnnl_primitive_desc descriptor = new dnnl_primitive_desc();
    return found(kind, creation.create(descriptor, engine.engine(), attributes), descriptor);
  }

  /** Returns the concatenation of parts along an axis, with the result as oneDNN likes. */
  Optional<Primitive> concat(List<Layout> parts, int axis, long[] dims) {
    // This function takes an array of descriptors; JavaCPP has that with a result in memory only.
    Tensor words = Tensor.zeros(DataType.INT64, Shape.of(parts.size() + 1L));
    for (int i = 0; i < parts.size(); i++) {
      words.setLong(i + 1, parts.get(i).descriptor().address());
    }
    int status =
        dnnl.dnnl_concat_primitive_desc_create(
            new PointerPointer<dnnl_primitive_desc>(new Address(words.address())),
            engine.engine(),
            layouts.any(parts.get(0).element(), dims),
            parts.size(),
            axis,
            new PointerPointer<dnnl_memory_desc>(new Address(words.address() + Long.BYTES)),
            plain);
    return found("concat", status, new dnnl_primitive_desc(new Address(words.getLong(0))));
  }

  private Optional<Primitive> found(String kind, int status, dnnl_primitive_desc descriptor) {
    if (status == dnnl.dnnl_unimplemented) {
      return Optional.empty();
    }
    Status.check(status, "dnnl_" + kind + "_primitive_desc_create", kind);
    scope.own(() -> dnnl.dnnl_primitive_desc_destroy(descriptor));
    return Optional.of(new Primitive(kind, descriptor, layouts));
  }

  /** Returns the copy between two descriptors of the same dimensions. */
  Primitive reorder(dnnl_memory_desc from, dnnl_memory_desc to) {
    return find(
            "reorder",
            (result, device, attributes) ->
                dnnl.dnnl_reorder_primitive_desc_create(
                    result, from, device, to, device, attributes))
        .orElseThrow(
            () ->
                Status.failure(
                    dnnl.dnnl_unimplemented, "dnnl_reorder_primitive_desc_create", "a copy"));
  }
}
