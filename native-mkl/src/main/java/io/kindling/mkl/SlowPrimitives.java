package io.kindling.mkl;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which operations oneDNN has only its slow reference implementation for, each once for a
 * backend, however many plans need it.
 */
final class SlowPrimitives {
  private static final Logger LOG = LoggerFactory.getLogger(SlowPrimitives.class);

  private final Set<String> said = new HashSet<>();

  /** Notes a primitive that a node got; {@code detail} names its layouts. */
  synchronized void note(String node, Primitive primitive, String detail) {
    if (primitive.isReference() && said.add(primitive.kind() + " " + detail)) {
      LOG.info(
          "{}: oneDNN has only its slow reference implementation of {} for {}",
          node,
          primitive.kind(),
          detail);
    }
  }
}
