package io.kindling.distributed.session;

import java.util.OptionalInt;

/** An attempt that has failed in a way that another one may be spared; does not leave the fit. */
final class AttemptFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  /** Makes one of what the driver, or a worker, has found. */
  AttemptFailedException(Verdict verdict) {
    super(verdict.reason().getMessage(), verdict.reason());
    this.verdict = verdict;
  }

  /** Returns what the caller of the fit is told when there is no further attempt. */
  RuntimeException reason() {
    return verdict.reason();
  }

  /** Returns whether it counts as no failure. */
  boolean isBlameless() {
    return verdict.blameless();
  }

  /** Returns for how many workers there is room, if that is known. */
  OptionalInt places() {
    return verdict.places();
  }
}
