package io.kindling.bench.measure;

/** A contender's process did not start, did not answer in time or failed. */
public final class ContenderException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception with a message in the house's form. */
  public ContenderException(String message) {
    super(message);
  }
}
