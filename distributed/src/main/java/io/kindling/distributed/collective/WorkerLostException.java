package io.kindling.distributed.collective;

import org.jspecify.annotations.Nullable;

/** Another worker of the session has ended, or did not answer within the limit. */
public final class WorkerLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which worker was waited for, where, in which step and for how long. */
  public WorkerLostException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
