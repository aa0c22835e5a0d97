package io.kindling.distributed.data;

import io.kindling.training.RowStore;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Packs the rows of one worker, sorted, into blocks, and leaves out those of others. */
final class OwnRows implements Iterator<byte[]> {
  private final Iterator<Tuple2<byte[], Boolean>> chunks;
  private final SortedRange range;
  private final HashRanks ranks;
  private final RowDealer dealer;
  private final int worker;
  private final byte[] rows;
  private int bucket = -1;
  private long rank;
  private long done;
  private byte @Nullable [] ahead;
  private byte @Nullable [] next;

  OwnRows(Iterator<Tuple2<byte[], Boolean>> chunks, HashRanks ranks, RowDealer dealer, int worker) {
    this.chunks = chunks;
    this.range = new SortedRange(dealer);
    this.ranks = ranks;
    this.dealer = dealer;
    this.worker = worker;
    this.rows = new byte[RowBlock.capacity(dealer.rowBytes()) * dealer.rowBytes()];
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = read();
    }
    return next != null;
  }

  @Override
  public byte[] next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    byte[] block = next;
    next = null;
    return block;
  }

  private byte @Nullable [] read() {
    int filled = 0;
    while (filled < rows.length && (range.hasNext() || readRange())) {
      boolean own = RowStore.shard(ranks.rows(), rankOf(range.hash())) % dealer.workers() == worker;
      range.next(own, rows, filled);
      filled += own ? dealer.rowBytes() : 0;
    }
    if (filled == 0) {
      requireAll();
      return null;
    }
    byte[] block = RowBlock.of(done, rows, filled);
    done += filled / dealer.rowBytes();
    return block;
  }

  /** Reads the next range, whose chunks follow each other; returns false when there is none. */
  private boolean readRange() {
    byte[] chunk = ahead != null ? ahead : nextChunk();
    if (chunk == null) {
      return false;
    }
    int number = RowChunk.range(chunk);
    range.clear();
    while (chunk != null && RowChunk.range(chunk) == number) {
      range.add(chunk);
      chunk = nextChunk();
    }
    ahead = chunk;
    range.sort();
    return true;
  }

  private byte @Nullable [] nextChunk() {
    return chunks.hasNext() ? chunks.next()._1() : null;
  }

  private long rankOf(long hash) {
    int of = HashRanks.bucket(hash);
    rank = of == bucket ? rank + 1 : ranks.first(of);
    bucket = of;
    if (rank >= ranks.rows()) {
      throw changed(rank + 1);
    }
    return rank;
  }

  private void requireAll() {
    if (done != RowDealer.owned(ranks.rows(), dealer.workers(), worker)) {
      throw changed(done);
    }
  }

  private IllegalStateException changed(long got) {
    return new IllegalStateException(
        "Training rows: expected "
            + RowDealer.owned(ranks.rows(), dealer.workers(), worker)
            + " of "
            + ranks.rows()
            + " rows for worker "
            + worker
            + ", got "
            + got
            + ". The data changed between two readings: make its source deterministic, or persist"
            + " it before.");
  }
}
