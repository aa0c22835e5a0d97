package io.kindling.distributed.collective;

import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;

/**
 * Slices that travel in 16 bits, on their way out and in. Memory is taken when the first one comes
 * and belongs to the session from then on.
 *
 * <p>A room of a bucket is free again for the one a window later: an owner's when its sum of the
 * first has come back, the sum's when all workers have sent what they send after they had it.
 */
final class EncodedSlices implements AutoCloseable {
  private final Arena arena = Arena.open();
  private final int workers;
  private final long elements;
  private final HalfCodec[] codecs;
  private final HalfCodec summing = new HalfCodec();
  private final Tensor[] rooms;
  private final float[] sum = new float[HalfCodec.TILE];
  private final float[] part = new float[HalfCodec.TILE];
  private boolean closed;

  EncodedSlices(int workers, int sliceElements) {
    this.workers = workers;
    // The factor and two bytes for each element.
    this.elements = 1 + (sliceElements + 1L) / 2;
    this.codecs = new HalfCodec[2 * workers];
    // For each worker what goes out to it, and one for what comes in; then the sums that go out.
    this.rooms = new Tensor[(workers + 1) * Staging.WINDOW + workers];
  }

  private synchronized Tensor room(int index) {
    if (closed) {
      throw new IllegalStateException("EncodedSlices: expected an open session, got a closed one.");
    }
    if (rooms[index] == null) {
      rooms[index] = Tensor.allocate(arena, DataType.FLOAT32, Shape.of(elements));
    }
    return rooms[index];
  }

  private synchronized HalfCodec codec(int index) {
    if (codecs[index] == null) {
      codecs[index] = new HalfCodec();
    }
    return codecs[index];
  }

  /** Encodes the slice of an owner; one thread at a time for each owner. */
  Tensor outgoing(int owner, Bucket bucket) {
    Tensor room = room(owner * Staging.WINDOW + slot(bucket));
    codec(owner)
        .encode(
            bucket.wire(), bucket.values(), bucket.sliceFrom(owner), bucket.sliceSize(owner), room);
    return room;
  }

  /** Returns where the encoded sum of an owner arrives. */
  Tensor incoming(int owner) {
    return room((workers + 1) * Staging.WINDOW + owner);
  }

  /** Puts the sum of an owner that has arrived in its place. */
  void arrived(int owner, Bucket bucket) {
    codec(workers + owner)
        .decode(
            bucket.wire(),
            incoming(owner),
            bucket.sliceSize(owner),
            bucket.values(),
            bucket.sliceFrom(owner));
  }

  /** Returns the encoded sum of this worker's slice. */
  Tensor summed(Bucket bucket) {
    return room(workers * Staging.WINDOW + slot(bucket));
  }

  private static int slot(Bucket bucket) {
    return (int) (bucket.number() % Staging.WINDOW);
  }

  /**
   * Sums encoded parts in rank order in float32, and encodes the sum; this worker keeps what the
   * others will decode, so that all hold the same bits.
   */
  void sum(Bucket bucket, int rank, Staging staging) {
    int count = bucket.sliceSize(rank);
    long from = bucket.sliceFrom(rank);
    for (int done = 0; done < count; done += HalfCodec.TILE) {
      int size = Math.min(HalfCodec.TILE, count - done);
      for (int other = 0; other < workers; other++) {
        float[] to = other == 0 ? sum : part;
        if (other == rank) {
          bucket.values().copyTo(from + done, to, 0, size);
        } else {
          summing.decode(bucket.wire(), staging.room(other, bucket.number()), done, size, to);
        }
        for (int i = 0; other > 0 && i < size; i++) {
          sum[i] += part[i];
        }
      }
      bucket.values().copyFrom(sum, 0, from + done, size);
    }
    summing.encode(bucket.wire(), bucket.values(), from, count, summed(bucket));
    summing.decode(bucket.wire(), summed(bucket), count, bucket.values(), from);
  }

  @Override
  public synchronized void close() {
    closed = true;
    arena.close();
  }
}
