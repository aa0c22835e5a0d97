package io.kindling.distributed;

import io.kindling.distributed.session.Outcome;
import io.kindling.training.Parameters;
import java.util.List;

/**
 * What a fit came to.
 *
 * @param parameters the final parameters, to be closed by the caller
 * @param outcome how training ended
 * @param workers how many workers there were at the end
 * @param threads how many threads each of them computed with
 * @param digests a digest of the parameters of every worker by rank; all are equal
 */
public record FitResult(
    Parameters parameters, Outcome outcome, int workers, int threads, List<Long> digests) {
  /** Copies the list. */
  public FitResult {
    digests = List.copyOf(digests);
  }
}
