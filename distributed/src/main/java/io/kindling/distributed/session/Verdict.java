package io.kindling.distributed.session;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why the driver ends an attempt that its workers would not end themselves.
 *
 * @param reason what the caller is told when there is no further attempt
 * @param executor that is given up, so that its manager kills and replaces it
 * @param blameless whether it counts as no failure of the fit
 * @param places for how many workers there is room, if that is known
 */
record Verdict(
    RuntimeException reason, Optional<String> executor, boolean blameless, OptionalInt places) {
  static Verdict lost(RuntimeException reason, String executor) {
    return new Verdict(reason, Optional.of(executor), false, OptionalInt.empty());
  }

  static Verdict failed(RuntimeException reason) {
    return new Verdict(reason, Optional.empty(), false, OptionalInt.empty());
  }

  static Verdict departure(RuntimeException reason) {
    return new Verdict(reason, Optional.empty(), true, OptionalInt.empty());
  }

  static Verdict places(RuntimeException reason, int places) {
    return new Verdict(reason, Optional.empty(), true, OptionalInt.of(places));
  }
}
