package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EpochOrderTest {
  @ParameterizedTest
  @CsvSource({"1,1", "5,3", "839,37", "840,840", "841,37", "1003,37", "1680,100", "12000,128"})
  void everyRow_standsOnceInAnEpoch(long rows, int batch) {
    for (EpochOrder order :
        List.of(EpochOrder.shuffled(rows, batch, 7), EpochOrder.sequential(rows, batch))) {
      for (long epoch = 0; epoch < 3; epoch++) {
        Set<Long> ranks = new HashSet<>();
        for (long place = 0; place < rows; place++) {
          int shard = order.shard(epoch, place);
          long index = order.index(epoch, place);
          assertThat(index).isBetween(0L, RowStore.size(rows, shard) - 1);
          ranks.add(RowStore.first(rows, shard) + index);
        }
        assertThat(ranks).hasSize((int) rows).allMatch(rank -> rank >= 0 && rank < rows);
      }
    }
  }

  @Test
  void steps_coverThePlacesOnce() {
    EpochOrder order = EpochOrder.shuffled(1003, 37, 1);
    assertThat(order.stepsPerEpoch()).isEqualTo(28);
    assertThat(order.firstPlace(27)).isEqualTo(999);
    assertThat(order.stepRows(26)).isEqualTo(37);
    assertThat(order.stepRows(27)).isEqualTo(4);
    assertThatThrownBy(() -> order.stepRows(28)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shares_ofFullRoundsDifferByTwoRowsAtMost(int workers) {
    EpochOrder order = EpochOrder.shuffled(840 * 5, 64, 3);
    for (long epoch = 0; epoch < 5; epoch++) {
      for (long step = 0; step < order.stepsPerEpoch(); step++) {
        List<Integer> shares = shares(order, epoch, step, workers);
        assertThat(shares.stream().mapToInt(Integer::intValue).sum())
            .isEqualTo(order.stepRows(step));
        assertThat(shares.stream().max(Integer::compare).orElseThrow())
            .isLessThanOrEqualTo(shares.stream().min(Integer::compare).orElseThrow() + 2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void shares_ofTheShortRoundStayClose(int workers) {
    for (long rows : new long[] {420, 500, 839, 1260}) {
      EpochOrder order = EpochOrder.shuffled(rows, 64, 3);
      for (long epoch = 0; epoch < 20; epoch++) {
        for (long step = 0; step < order.stepsPerEpoch(); step++) {
          List<Integer> shares = shares(order, epoch, step, workers);
          assertThat(shares.stream().max(Integer::compare).orElseThrow())
              .isLessThanOrEqualTo(shares.stream().min(Integer::compare).orElseThrow() + 8);
        }
      }
    }
  }

  @Test
  void batches_haveOtherRowsInEveryEpoch() {
    for (long rows : new long[] {300, 840, 1003, 20_000}) {
      EpochOrder order = EpochOrder.shuffled(rows, 30, 5);
      Set<Set<Long>> firstBatches = new HashSet<>();
      for (long epoch = 0; epoch < 10; epoch++) {
        Set<Long> batch = new HashSet<>();
        for (long place = 0; place < 30; place++) {
          int shard = order.shard(epoch, place);
          batch.add(RowStore.first(rows, shard) + order.index(epoch, place));
        }
        firstBatches.add(batch);
      }
      assertThat(firstBatches).hasSizeGreaterThanOrEqualTo(9);
    }
  }

  @Test
  void order_dependsOnSeedAndIsAFunction() {
    EpochOrder a = EpochOrder.shuffled(5000, 50, 1);
    EpochOrder b = EpochOrder.shuffled(5000, 50, 2);
    List<Long> first = new ArrayList<>();
    List<Long> again = new ArrayList<>();
    List<Long> other = new ArrayList<>();
    for (long place = 0; place < 100; place++) {
      first.add(a.shard(1, place) * 1_000_000L + a.index(1, place));
      again.add(a.shard(1, place) * 1_000_000L + a.index(1, place));
      other.add(b.shard(1, place) * 1_000_000L + b.index(1, place));
    }
    assertThat(first).isEqualTo(again).isNotEqualTo(other);
  }

  @Test
  void noRowsOrNoBatch_isRefused() {
    assertThatThrownBy(() -> EpochOrder.shuffled(0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 rows");
    assertThatThrownBy(() -> EpochOrder.sequential(1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Integer> shares(EpochOrder order, long epoch, long step, int workers) {
    List<Integer> shares = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      shares.add(order.share(epoch, step, workers, worker));
    }
    return shares;
  }
}
