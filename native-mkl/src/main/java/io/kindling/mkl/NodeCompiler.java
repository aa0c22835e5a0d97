package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Op;

/** Drafts the steps of one kind of operator. */
@FunctionalInterface
interface NodeCompiler<O extends Op> {
  /**
   * Adds the steps of a node.
   *
   * @return whether oneDNN has primitives for it; when not, nothing was added
   */
  boolean compile(O op, Node node, Drafting drafting);
}
