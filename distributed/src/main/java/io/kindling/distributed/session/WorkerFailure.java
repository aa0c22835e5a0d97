package io.kindling.distributed.session;

import io.kindling.distributed.collective.WorkerLostException;
import java.util.Optional;

/**
 * The failure of a worker as the driver knows it.
 *
 * @param cause the worker's exception, empty when it could not be sent
 */
record WorkerFailure(Report.Failed report, Optional<Throwable> cause) {
  /** Returns what the caller of a fit is told, with the original cause. */
  RuntimeException toException(Throwable jobFailure) {
    if (report.kind() == Report.Failed.Kind.KILLED) {
      return new IllegalStateException(
          "Fit: the job of the workers was stopped in "
              + report.position()
              + ": "
              + jobFailure.getMessage(),
          jobFailure);
    }
    Throwable reason = cause.orElse(jobFailure);
    if (report.kind() == Report.Failed.Kind.LOST) {
      return new WorkerLostException(report.message(), reason);
    }
    String message =
        "Worker "
            + report.rank()
            + " on "
            + report.host()
            + ": expected to train, failed in "
            + report.position()
            + ": "
            + report.message();
    return reason instanceof IllegalArgumentException
        ? new IllegalArgumentException(message, reason)
        : new IllegalStateException(message, reason);
  }
}
