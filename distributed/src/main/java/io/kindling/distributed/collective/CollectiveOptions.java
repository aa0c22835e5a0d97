package io.kindling.distributed.collective;

import java.time.Duration;

/**
 * How vectors are summed.
 *
 * @param bucketBytes the size of the pieces that large vectors are cut into; two are under way at a
 *     time between two workers
 * @param smallBytes vectors up to this size go whole to every worker, in one message
 * @param limit how long a worker waits for the others
 */
public record CollectiveOptions(int bucketBytes, int smallBytes, Duration limit) {
  private static final int LARGEST_BUCKET = 1 << 28;

  /** Checks the sizes. */
  public CollectiveOptions {
    if (smallBytes < 64 || bucketBytes < 2 * smallBytes || bucketBytes > LARGEST_BUCKET) {
      throw new IllegalArgumentException(
          "CollectiveOptions: expected small messages of 64 bytes or more and buckets of twice that"
              + " to "
              + LARGEST_BUCKET
              + " bytes, got "
              + smallBytes
              + " and "
              + bucketBytes
              + ". Use the defaults.");
    }
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "CollectiveOptions: expected a limit above 0, got " + limit + ". Raise it.");
    }
  }

  /** Returns the sizes that measured best, with a limit. */
  public static CollectiveOptions within(Duration limit) {
    return new CollectiveOptions(4 << 20, 16 << 10, limit);
  }

  /** Returns these options with another bucket size. */
  public CollectiveOptions bucketBytes(int bytes) {
    return new CollectiveOptions(bytes, smallBytes, limit);
  }
}
