package io.kindling.distributed.session;

/** An attempt that has failed in a way that another one may be spared; does not leave the fit. */
final class AttemptFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RuntimeException reason;

  /**
   * Makes one.
   *
   * @param reason what the caller of the fit is told when there is no further attempt
   */
  AttemptFailedException(RuntimeException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  RuntimeException reason() {
    return reason;
  }
}
