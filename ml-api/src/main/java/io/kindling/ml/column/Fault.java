package io.kindling.ml.column;

/** What can be wrong with a cell. */
public enum Fault {
  /** Nothing. */
  NONE("nothing"),
  /** The cell, or an element of it, is null. */
  NULL("null"),
  /** A number is NaN or infinite. */
  NOT_FINITE("NaN or infinite"),
  /** The cell has another number of elements than the network's input, or another image size. */
  LENGTH("the wrong length"),
  /** A number has to be whole and is not, or is beyond the type of the network's input. */
  NOT_WHOLE("a number that is not whole or out of range"),
  /** An index is beyond the table that the network looks it up in. */
  INDEX_BEYOND("an index beyond the network's table"),
  /** A label is below 0. */
  NEGATIVE_LABEL("a negative label"),
  /** A label is not whole. */
  FRACTIONAL_LABEL("a fractional label"),
  /** A label is beyond the network's outputs. */
  LABEL_BEYOND("a label beyond the network's outputs"),
  /** A row weight is below 0. */
  NEGATIVE_WEIGHT("a negative weight");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /** Returns the fault as a noun. */
  public String words() {
    return words;
  }

  /** Returns whether such a row fails a fit whatever {@code handleInvalid} says. */
  public boolean isFatal() {
    return compareTo(NEGATIVE_LABEL) >= 0;
  }
}
