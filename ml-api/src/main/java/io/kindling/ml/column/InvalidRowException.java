package io.kindling.ml.column;

/** A row that a stage may neither use nor drop. */
public final class InvalidRowException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Makes an exception with a message. */
  public InvalidRowException(String message) {
    super(message);
  }

  /** Returns whether a failure, or what caused it, is of this type. */
  public static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // An executor's exception may arrive as text alone.
      if (cause instanceof InvalidRowException
          || String.valueOf(cause.getMessage()).contains(InvalidRowException.class.getName())) {
        return true;
      }
    }
    return false;
  }
}
