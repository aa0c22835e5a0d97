package io.kindling.layers.format;

import java.util.Set;

/**
 * One reason why a model file cannot be read or used.
 *
 * @param place the node, tensor or input, in words; empty for the file as a whole
 * @param message what was expected, what was found and what to do
 * @param inputs for {@link Kind#NOT_CONSTANT}: the graph inputs that decide the value
 */
public record FormatProblem(Kind kind, String place, String message, Set<String> inputs) {
  /** What kind of reason it is. */
  public enum Kind {
    /** The bytes are not what the format allows. */
    MALFORMED,
    /** An operator, or a use of one, that does not exist here. */
    OPERATOR,
    /** A version of the operator set that is not read. */
    VERSION,
    /** An element type, or a kind of value, that does not exist here. */
    ELEMENT_TYPE,
    /** A value that decides shapes is not known before the network runs. */
    NOT_CONSTANT,
    /** A dimension that is neither a number nor the batch. */
    DIMENSION,
    /** Random numbers of another library that cannot be drawn again. */
    RANDOM,
    /** The file is fine, but does not fit what it is to be used for. */
    UNFIT
  }

  /** Copies the set. */
  public FormatProblem {
    inputs = Set.copyOf(inputs);
  }

  /** Returns a problem without inputs. */
  public static FormatProblem of(Kind kind, String place, String message) {
    return new FormatProblem(kind, place, message, Set.of());
  }

  @Override
  public String toString() {
    return place.isEmpty() ? message : place + ": " + message;
  }
}
