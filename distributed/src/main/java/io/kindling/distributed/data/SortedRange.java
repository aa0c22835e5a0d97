package io.kindling.distributed.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The rows of one range of hashes in the order of hash and bytes. Equal rows are kept once when
 * they are many: all of them have one hash, and no choice of ranges parts them.
 */
final class SortedRange {
  /** Equal rows are looked for when a range is so many times as large as it should be. */
  private static final long MUCH = 4;

  /** A row and how often it comes. */
  private record Entry(long hash, byte[] bytes, int offset, long count) {}

  private final RowDealer dealer;
  private final Comparator<Entry> order;
  private List<Entry> entries = new ArrayList<>();
  private long held;
  private long limit;
  private int at;
  private long given;

  SortedRange(RowDealer dealer) {
    this.dealer = dealer;
    this.limit = MUCH * dealer.rangeBytes();
    int size = dealer.rowBytes();
    this.order =
        Comparator.comparingLong(Entry::hash)
            .thenComparing(
                (a, b) ->
                    Arrays.compareUnsigned(
                        a.bytes, a.offset, a.offset + size, b.bytes, b.offset, b.offset + size));
  }

  /** Adds the rows of a chunk. */
  void add(byte[] chunk) {
    for (int start = RowChunk.ROWS; start < chunk.length; start += dealer.rowBytes()) {
      entries.add(new Entry(dealer.hash(chunk, start), chunk, start, 1));
    }
    held += chunk.length;
    if (held > limit) {
      compact();
      limit = Math.max(MUCH * dealer.rangeBytes(), 2 * held);
    }
  }

  private void compact() {
    entries.sort(order);
    List<Entry> kept = new ArrayList<>();
    int from = 0;
    while (from < entries.size()) {
      Entry first = entries.get(from);
      long count = 0;
      int to = from;
      for (; to < entries.size() && order.compare(first, entries.get(to)) == 0; to++) {
        count += entries.get(to).count();
      }
      byte[] own = Arrays.copyOfRange(first.bytes, first.offset, first.offset + dealer.rowBytes());
      kept.add(new Entry(first.hash, own, 0, count));
      from = to;
    }
    entries = kept;
    held = (long) kept.size() * dealer.rowBytes();
  }

  /** Ends adding: the first row is next. */
  void sort() {
    entries.sort(order);
    at = 0;
    given = 0;
  }

  boolean hasNext() {
    return at < entries.size();
  }

  /** Returns the hash of the next row. */
  long hash() {
    return entries.get(at).hash();
  }

  /** Copies the next row, unless it is not wanted, and goes on to the one after it. */
  void next(boolean wanted, byte[] to, int offset) {
    Entry entry = entries.get(at);
    if (wanted) {
      System.arraycopy(entry.bytes, entry.offset, to, offset, dealer.rowBytes());
    }
    given++;
    if (given == entry.count) {
      at++;
      given = 0;
    }
  }

  /** Forgets all rows. */
  void clear() {
    entries = new ArrayList<>();
    held = 0;
    limit = MUCH * dealer.rangeBytes();
    at = 0;
  }
}
