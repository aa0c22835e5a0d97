package io.kindling.training;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.Collective;
import io.kindling.backend.Precision;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the arithmetic runs on.
 *
 * @param backend the name of a backend, or {@code auto}
 * @param threads threads of each worker; 0 for as many as the worker has cores
 * @param precision {@code float32}, {@code bfloat16}, or {@code auto}: bfloat16 where the
 *     processors of all workers have it
 */
public record Compute(String backend, int threads, String precision) {
  /** The name that leaves the choice of the backend, or the precision, to the platform. */
  public static final String AUTO = Backends.AUTO;

  /** The names of precisions. */
  public static final List<String> PRECISIONS =
      List.of(Precision.FLOAT32.text(), Precision.BFLOAT16.text(), AUTO);

  private static final Logger LOG = LoggerFactory.getLogger(Compute.class);

  /** Checks the number and the precision. */
  public Compute {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "Compute: expected 0 threads or more, got " + threads + ". Correct it.");
    }
    if (!PRECISIONS.contains(precision)) {
      throw new IllegalArgumentException(
          "Compute: expected a precision of "
              + PRECISIONS
              + ", got \""
              + precision
              + "\". Correct it.");
    }
  }

  /** Computes in float32. */
  public Compute(String backend, int threads) {
    this(backend, threads, Precision.FLOAT32.text());
  }

  /** Returns the platform's backend on all cores, in float32. */
  public static Compute auto() {
    return new Compute(AUTO, 0);
  }

  /** Returns this in another precision. */
  public Compute precision(String other) {
    return new Compute(backend, threads, other);
  }

  /**
   * Returns the precision in which all workers compute; every worker asks.
   *
   * @throws IllegalArgumentException when it is named and this worker's backend does not have it
   */
  public Precision settle(Backend opened, Collective collective) {
    Optional<Precision> named = Precision.named(precision);
    if (named.isPresent()) {
      opened.requireSupported(named.get());
      return named.get();
    }
    Optional<String> lacking = opened.unsupported(Precision.BFLOAT16);
    double[] able = {lacking.isEmpty() ? 1 : 0};
    collective.sum(able);
    boolean all = able[0] == collective.workers();
    Precision settled = all ? Precision.BFLOAT16 : Precision.FLOAT32;
    LOG.info(
        "precision auto: computing in {}{}",
        settled.text(),
        all ? "" : ", because " + lacking.orElse("another worker has no bfloat16"));
    return settled;
  }
}
