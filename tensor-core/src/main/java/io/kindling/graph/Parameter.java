package io.kindling.graph;

/**
 * A named tensor that belongs to the network: weights that are trained, or state such as running
 * statistics that training updates by assignment.
 *
 * @param initializer gives the first contents
 */
public record Parameter(Value value, Role role, Initializer initializer) {
  /** How training treats a parameter. */
  public enum Role {
    /** Changed by the optimizer along its gradient. */
    TRAINABLE,
    /** Replaced after each step by a value that the graph computes, averaged over workers. */
    STATE
  }

  /** Returns the name, unique in its graph. */
  public String name() {
    return value.name();
  }
}
