package io.kindling.backend;

import io.kindling.graph.Op;

/** Creates the kernel of one kind of operator. */
@FunctionalInterface
public interface KernelFactory<O extends Op> {
  /** Returns the kernel of a node; shapes are bound and checked. */
  Kernel create(O op, KernelContext context);
}
