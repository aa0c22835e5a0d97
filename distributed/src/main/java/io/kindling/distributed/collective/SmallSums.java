package io.kindling.distributed.collective;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The vectors that go whole to every worker: what the others sent, until this worker has summed it.
 */
final class SmallSums {
  /** How far another worker can be ahead, so that a faulty one cannot fill the memory. */
  private static final int AHEAD = 4 * 1024;

  private final Session session;
  private final int largest;
  private final Map<Long, byte[] @Nullable []> arrived = new HashMap<>();
  private final Set<Long> taken = new HashSet<>();
  private long oldest;

  SmallSums(Session session, int largest) {
    this.session = session;
    this.largest = largest;
  }

  /** Keeps what a worker sent. */
  synchronized void put(int rank, long number, ByteBuffer payload) {
    if (number < oldest
        || number >= oldest + AHEAD
        || taken.contains(number)
        || payload.remaining() > largest) {
      throw new IllegalStateException(
          session.self()
              + ": expected a small sum from number "
              + oldest
              + " on of at most "
              + largest
              + " bytes, got number "
              + number
              + " of "
              + payload.remaining()
              + " bytes from "
              + session.name(rank)
              + ".");
    }
    byte[][] parts = arrived.computeIfAbsent(number, n -> new byte[session.workers()][]);
    if (parts[rank] != null) {
      throw new IllegalStateException(
          session.self() + ": got number " + number + " twice from " + session.name(rank) + ".");
    }
    byte[] copy = new byte[payload.remaining()];
    payload.get(copy);
    parts[rank] = copy;
  }

  /** Returns the workers whose part of a number is missing. */
  synchronized List<Integer> missing(long number) {
    List<Integer> missing = new ArrayList<>();
    byte[][] parts = arrived.get(number);
    for (int rank = 0; rank < session.workers(); rank++) {
      if (parts == null || parts[rank] == null) {
        missing.add(rank);
      }
    }
    return missing;
  }

  /** Removes and returns the parts of a number by rank, of the size that this worker's has. */
  synchronized List<ByteBuffer> take(long number) {
    List<ByteBuffer> parts = takeAny(number);
    int own = parts.get(session.rank()).remaining();
    for (int rank = 0; rank < parts.size(); rank++) {
      if (parts.get(rank).remaining() != own) {
        throw session.disagreement(rank, own, parts.get(rank).remaining());
      }
    }
    return parts;
  }

  /** Removes and returns the parts of a number by rank, of whatever size. */
  synchronized List<ByteBuffer> takeAny(long number) {
    byte[][] parts = arrived.remove(number);
    if (parts == null) {
      throw new IllegalStateException(session.self() + ": nothing arrived for " + number + ".");
    }
    taken.add(number);
    while (taken.remove(oldest)) {
      oldest++;
    }
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int rank = 0; rank < parts.length; rank++) {
      buffers.add(ByteBuffer.wrap(parts[rank]).order(ByteOrder.LITTLE_ENDIAN));
    }
    return buffers;
  }
}
