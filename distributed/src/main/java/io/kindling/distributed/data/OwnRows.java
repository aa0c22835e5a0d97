package io.kindling.distributed.data;

import io.kindling.training.RowStore;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Packs the rows of one worker, which come sorted, into blocks, and leaves out those of others. */
final class OwnRows implements Iterator<byte[]> {
  private final Iterator<Tuple2<byte[], Boolean>> sorted;
  private final HashRanks ranks;
  private final RowDealer dealer;
  private final int worker;
  private final byte[] rows;
  private int bucket = -1;
  private long rank;
  private long done;
  private byte @Nullable [] next;

  OwnRows(Iterator<Tuple2<byte[], Boolean>> sorted, HashRanks ranks, RowDealer dealer, int worker) {
    this.sorted = sorted;
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
    while (filled < rows.length && sorted.hasNext()) {
      byte[] key = sorted.next()._1();
      if (RowStore.shard(ranks.rows(), rankOf(key)) % dealer.workers() == worker) {
        System.arraycopy(key, RowKey.ROW, rows, filled, dealer.rowBytes());
        filled += dealer.rowBytes();
      }
    }
    if (filled == 0) {
      requireAll();
      return null;
    }
    byte[] block = RowBlock.of(done, rows, filled);
    done += filled / dealer.rowBytes();
    return block;
  }

  private long rankOf(byte[] key) {
    int of = HashRanks.bucket(RowKey.hash(key));
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
