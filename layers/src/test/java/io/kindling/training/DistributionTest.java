package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class DistributionTest {
  @Test
  void numbers_areCountedInBucketsOfEqualWidth() {
    float[] values = new float[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    values[17] = Float.NaN;
    values[18] = Float.NEGATIVE_INFINITY;
    Distribution spread = Distribution.of("x", vector(values), 0.5);
    assertThat(spread.count()).isEqualTo(4998);
    assertThat(spread.least()).isZero();
    assertThat(spread.greatest()).isEqualTo(2499.5);
    assertThat(spread.sum()).isEqualTo(4999 * 5000 / 4.0 - 17.5);
    assertThat(spread.squares()).isCloseTo(4999 * 5000L * 9999 / 24.0 - 153.25, within(1e-3));
    assertThat(spread.counts()).hasSize(Distribution.BUCKETS);
    assertThat(spread.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(4998);
    // 4999 / 32 = 156.2 numbers a bucket, of which the first lacks two.
    assertThat(spread.counts().get(0)).isEqualTo(155);
    assertThat(spread.counts().get(31)).isEqualTo(157);
    assertThat(spread.limit(31)).isEqualTo(2499.5);
  }

  @Test
  void equalOrNoNumbers_areOneBucket() {
    assertThat(Distribution.of("x", vector(new float[] {2, 2, 2}), 1).counts()).containsExactly(3L);
    Distribution none = Distribution.of("x", vector(new float[] {Float.NaN}), 1);
    assertThat(none.count()).isZero();
    assertThat(none.counts()).containsExactly(0L);
  }

  private static Tensor vector(float[] values) {
    return Tensor.of(values);
  }
}
