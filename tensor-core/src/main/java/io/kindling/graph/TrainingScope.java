package io.kindling.graph;

/** What an operator may use when it becomes its training form. */
public interface TrainingScope {
  /** Returns the builder of the training graph. */
  GraphBuilder builder();

  /** Returns the name of the node in the forward graph. */
  String nodeName();

  /**
   * Returns the random keys of the rows, INT64 [batch]: one number a row, drawn from the seed, the
   * step and the row's place in the global batch, so that masks do not depend on the workers.
   */
  Value rowKeys();

  /** Returns a number that differs from node to node of a graph, to be mixed with the row keys. */
  long salt();

  /** Makes {@code newValue} the value of a state parameter after the step. */
  void assign(Value stateParameter, Value newValue);
}
