package io.kindling.mkl;

import io.kindling.mkl.Eltwise.Algorithm;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/** What a primitive does to each result before it is written. */
final class PostOps implements AutoCloseable {
  private final dnnl_post_ops chain = new dnnl_post_ops();

  private PostOps() {
    Status.check(dnnl.dnnl_post_ops_create(chain), "dnnl_post_ops_create", "post-operations");
  }

  /** Returns an empty chain; oneDNN copies it into the attributes, so it is closed after. */
  static PostOps open() {
    return new PostOps();
  }

  /** Adds an operator on single elements. */
  PostOps eltwise(Algorithm algorithm) {
    return eltwise(algorithm.forward(), algorithm.alpha(), algorithm.beta());
  }

  /** Adds {@code alpha * y}. */
  PostOps times(float alpha) {
    return alpha == 1 ? this : eltwise(dnnl.dnnl_eltwise_linear, alpha, 0);
  }

  private PostOps eltwise(int algorithm, float alpha, float beta) {
    Status.check(
        dnnl.dnnl_post_ops_append_eltwise(chain, algorithm, alpha, beta),
        "dnnl_post_ops_append_eltwise",
        "algorithm " + algorithm);
    return this;
  }

  /** Adds what lies where the result is written. */
  PostOps accumulate() {
    Status.check(
        dnnl.dnnl_post_ops_append_sum(chain, 1, 0, dnnl.dnnl_data_type_undef),
        "dnnl_post_ops_append_sum",
        "the result");
    return this;
  }

  /** Adds the sum with another tensor, given when the primitive runs; returns this. */
  PostOps add(Layout other) {
    return add(other.descriptor());
  }

  /** Adds the sum with another tensor, which may let the primitive choose its layout. */
  PostOps add(dnnl_memory_desc other) {
    Status.check(
        dnnl.dnnl_post_ops_append_binary(chain, dnnl.dnnl_binary_add, other),
        "dnnl_post_ops_append_binary",
        other);
    return this;
  }

  /** Returns the number that the argument of the latest post-operation has. */
  int argument() {
    int index = dnnl.dnnl_post_ops_len(chain) - 1;
    return (dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (index + 1)) | dnnl.DNNL_ARG_SRC_1;
  }

  /** Puts the chain into attributes. */
  void into(dnnl_primitive_attr attributes) {
    Status.check(
        dnnl.dnnl_primitive_attr_set_post_ops(attributes, chain),
        "dnnl_primitive_attr_set_post_ops",
        "post-operations");
  }

  @Override
  public void close() {
    dnnl.dnnl_post_ops_destroy(chain);
  }
}
