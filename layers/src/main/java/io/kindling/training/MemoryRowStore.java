package io.kindling.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Packed rows on the heap, in the order of their hash: for plain Java programs and for tests.
 *
 * <p>The order in which rows were given does not matter. It holds all shards, so the feeds of
 * several workers of one JVM can share it.
 */
public final class MemoryRowStore implements RowStore {
  private final RowFormat format;
  private final List<byte[]> rows;

  private MemoryRowStore(RowFormat format, List<byte[]> rows) {
    this.format = format;
    this.rows = rows;
  }

  /**
   * Returns a store of packed rows.
   *
   * @param seed decides the order
   * @throws IllegalArgumentException when a row has not the format's size
   */
  public static MemoryRowStore of(RowFormat format, long seed, List<byte[]> rows) {
    record Hashed(long hash, byte[] row) {}
    List<Hashed> hashed = new ArrayList<>(rows.size());
    for (byte[] row : rows) {
      if (row.length != format.rowBytes()) {
        throw new IllegalArgumentException(
            "MemoryRowStore: expected rows of "
                + format.rowBytes()
                + " bytes, got "
                + row.length
                + ". Pack them with this format.");
      }
      hashed.add(new Hashed(RowHash.of(seed, row, 0, row.length), row));
    }
    hashed.sort(
        Comparator.comparingLong(Hashed::hash).thenComparing(Hashed::row, Arrays::compareUnsigned));
    return new MemoryRowStore(format, hashed.stream().map(Hashed::row).toList());
  }

  @Override
  public RowFormat format() {
    return format;
  }

  @Override
  public long rows() {
    return rows.size();
  }

  @Override
  public void read(int shard, long index, byte[] row, int offset) {
    byte[] stored = rows.get(Math.toIntExact(RowStore.first(rows.size(), shard) + index));
    System.arraycopy(stored, 0, row, offset, stored.length);
  }

  @Override
  public void close() {
    // The heap needs no release.
  }
}
