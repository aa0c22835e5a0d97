package io.kindling.backend;

/** A native library could not be loaded, or refused what it was asked. */
public final class NativeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception that says what was asked and what came back. */
  public NativeException(String message) {
    super(message);
  }

  /** Creates an exception with the loader's or the library's own as cause. */
  public NativeException(String message, Throwable cause) {
    super(message, cause);
  }
}
