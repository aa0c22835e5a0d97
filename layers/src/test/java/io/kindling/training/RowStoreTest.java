package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowStoreTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 839, 840, 841, 1003, 1260, 100_000})
  void shards_areContiguousAndLongerOnesComeFirst(long rows) {
    assertThat(RowStore.first(rows, 0)).isZero();
    assertThat(RowStore.first(rows, RowStore.SHARDS)).isEqualTo(rows);
    for (int shard = 0; shard < RowStore.SHARDS; shard++) {
      long first = RowStore.first(rows, shard);
      assertThat(RowStore.first(rows, shard + 1) - first).isEqualTo(RowStore.size(rows, shard));
      for (long rank = first; rank < first + RowStore.size(rows, shard); rank++) {
        assertThat(RowStore.shard(rows, rank)).isEqualTo(shard);
      }
    }
    assertThat(RowStore.size(rows, 0) - RowStore.size(rows, 839)).isBetween(0L, 1L);
  }
}
