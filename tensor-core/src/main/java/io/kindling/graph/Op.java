package io.kindling.graph;

import java.util.List;

/**
 * The meaning of an operator: a record with the attributes of the ONNX operator of the same name.
 *
 * <p>Inputs of the standard that decide shapes (the shape of Reshape, the axes of Squeeze) are
 * attributes here; reader and writer translate. Operators of the standard's default domain are
 * named and behave as in its newest version; {@link #isInternal() internal} ones exist only in
 * training graphs and are never written to a file.
 */
public interface Op {
  /** Returns the operator's name in the standard. */
  default String type() {
    return getClass().getSimpleName();
  }

  /** Returns whether this operator is ours alone and never written to a file. */
  default boolean isInternal() {
    return false;
  }

  /**
   * Checks the inputs and returns the types of the outputs, symbolic dimensions included.
   *
   * @throws IllegalArgumentException when the inputs do not fit, naming the rule
   */
  List<Type> infer(List<Type> inputs);

  /**
   * Adds what this operator is in training and returns its outputs, at least those it has in
   * inference. Operators that are the same in both need not override it.
   */
  default List<Value> train(TrainingScope scope, List<Value> inputs) {
    return scope.builder().applyAll(this, inputs);
  }

  /**
   * Adds the nodes that compute the gradient with respect to each input that {@link
   * GradientScope#wants} it. An input without a contribution has the gradient zero.
   */
  void gradient(GradientScope scope);
}
