package io.kindling.distributed.data;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * The packed rows of a partition as chunks for their workers: each row once for each worker that
 * may own it, rows of one range of hashes together.
 */
final class SentRows implements Iterator<Tuple2<byte[], Boolean>> {
  /** The room that unfinished chunks may take; then all of them are sent as they are. */
  private static final long ROOM_BYTES = 16 << 20;

  private final Iterator<byte[]> blocks;
  private final RowDealer dealer;
  private final HashRanks ranks;
  private final HashRanges ranges;
  private final byte[][] lanes;
  private final int[] filled;
  private final int laneBytes;
  private final BitSet owners;
  private final Deque<byte[]> ready = new ArrayDeque<>();
  private long room;

  SentRows(Iterator<byte[]> blocks, RowDealer dealer, HashRanks ranks) {
    this.blocks = blocks;
    this.dealer = dealer;
    this.ranks = ranks;
    this.ranges = HashRanges.of(ranks, dealer);
    int count = Math.multiplyExact(ranges.count(), dealer.workers());
    this.lanes = new byte[count][0];
    this.filled = new int[count];
    int most = Math.max(1, RowChunk.BYTES / dealer.rowBytes());
    this.laneBytes = most * dealer.rowBytes();
    this.owners = new BitSet(dealer.workers());
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && blocks.hasNext()) {
      send(blocks.next());
    }
    if (ready.isEmpty() && room > 0) {
      sendAll();
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<byte[], Boolean> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return new Tuple2<>(ready.remove(), Boolean.TRUE);
  }

  private void send(byte[] block) {
    for (int i = 0; i < dealer.rows(block); i++) {
      int bucket = HashRanks.bucket(dealer.hash(block, i * dealer.rowBytes()));
      if (ranks.first(bucket) == ranks.first(bucket + 1)) {
        throw new IllegalStateException(
            "Training rows: expected the rows that were counted, got another one. The data changed"
                + " between two readings: make its source deterministic, or persist it before.");
      }
      int first = ranks.firstShard(bucket);
      int last = Math.min(ranks.lastShard(bucket), first + dealer.workers() - 1);
      owners.clear();
      for (int shard = first; shard <= last; shard++) {
        owners.set(shard % dealer.workers());
      }
      for (int w = owners.nextSetBit(0); w >= 0; w = owners.nextSetBit(w + 1)) {
        add(ranges.of(bucket) * dealer.workers() + w, block, i * dealer.rowBytes());
      }
    }
    if (room > ROOM_BYTES) {
      sendAll();
    }
  }

  private void add(int lane, byte[] block, int offset) {
    int size = dealer.rowBytes();
    byte[] rows = lanes[lane];
    if (filled[lane] + size > rows.length) {
      int larger = Math.max(filled[lane] + size, Math.min(laneBytes, 2 * rows.length));
      room += larger - rows.length;
      rows = Arrays.copyOf(rows, larger);
      lanes[lane] = rows;
    }
    System.arraycopy(block, offset, rows, filled[lane], size);
    filled[lane] += size;
    if (filled[lane] == laneBytes) {
      send(lane);
    }
  }

  private void send(int lane) {
    int worker = lane % dealer.workers();
    int range = lane / dealer.workers();
    ready.add(RowChunk.of(worker, range, lanes[lane], filled[lane]));
    filled[lane] = 0;
  }

  private void sendAll() {
    for (int lane = 0; lane < lanes.length; lane++) {
      if (filled[lane] > 0) {
        send(lane);
      }
      lanes[lane] = new byte[0];
    }
    room = 0;
  }
}
