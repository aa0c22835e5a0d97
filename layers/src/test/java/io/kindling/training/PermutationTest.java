package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PermutationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 64, 65, 1000, 4097})
  void everyNumber_standsOnce(long size) {
    for (long key = 0; key < 5; key++) {
      long own = key;
      assertThat(LongStream.range(0, size).map(i -> Permutation.at(own, size, i)).sorted())
          .containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
    }
  }

  /** Each of 5 places must get each of 5 numbers about equally often over many keys. */
  @Test
  void places_areDrawnEvenly() {
    int[][] counts = new int[5][5];
    int keys = 20_000;
    for (int key = 0; key < keys; key++) {
      for (int place = 0; place < 5; place++) {
        counts[place][(int) Permutation.at(Mix.mix(1, key), 5, place)]++;
      }
    }
    for (int[] row : counts) {
      for (int count : row) {
        assertThat(count).isBetween(keys / 5 - 300, keys / 5 + 300);
      }
    }
  }
}
