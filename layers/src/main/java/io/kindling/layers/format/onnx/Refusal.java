package io.kindling.layers.format.onnx;

import io.kindling.layers.format.FormatProblem;
import java.util.Set;

/** Ends the reading of one part of a file; the reader lists it and goes on with the next. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FormatProblem.Kind kind;
  private final transient Set<String> inputs;

  private Refusal(FormatProblem.Kind kind, String message, Set<String> inputs) {
    super(message);
    this.kind = kind;
    this.inputs = Set.copyOf(inputs);
  }

  static Refusal of(FormatProblem.Kind kind, String message) {
    return new Refusal(kind, message, Set.of());
  }

  static Refusal malformed(String message) {
    return of(FormatProblem.Kind.MALFORMED, message);
  }

  static Refusal operator(String message) {
    return of(FormatProblem.Kind.OPERATOR, message);
  }

  static Refusal notConstant(String message, Set<String> inputs) {
    return new Refusal(FormatProblem.Kind.NOT_CONSTANT, message, inputs);
  }

  FormatProblem at(String place) {
    return new FormatProblem(kind, place, String.valueOf(getMessage()), inputs);
  }
}
