package io.kindling.distributed.collective;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.tensor.Tensor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums in buckets of the usual size, whose parts come in many pieces. */
final class LargeBucketsTest {
  private static final int LENGTH = 3_000_017;

  @ParameterizedTest
  @CsvSource({"NETWORK, 2", "NETWORK, 3", "ENCRYPTED, 2"})
  void sums_areThoseInRankOrder(Crew.Kind kind, int workers) {
    float[] expected = values(0);
    for (int rank = 1; rank < workers; rank++) {
      float[] part = values(rank);
      for (int i = 0; i < LENGTH; i++) {
        expected[i] += part[i];
      }
    }
    try (Crew crew = Crew.of(kind, workers, CollectiveOptions.within(Duration.ofSeconds(60)))) {
      List<Boolean> right =
          crew.run(
              collective -> {
                boolean all = true;
                for (int round = 0; round < 3; round++) {
                  Tensor values = Tensor.of(values(collective.rank()));
                  collective.sum(values);
                  all &= Arrays.equals(values.toFloats(), expected);
                }
                return all;
              });
      assertThat(right).containsOnly(true);
    }
  }

  private static float[] values(int rank) {
    Random random = new Random(rank);
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
