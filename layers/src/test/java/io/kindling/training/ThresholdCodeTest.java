package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThresholdCodeTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-5, 0.001, 0.01, 0.1, 0.5, 1})
  void marks_comeBackAndTheShorterFormIsTaken(double share) {
    Random random = new Random(5);
    for (int size : new int[] {1, 2, 3, 17, 1000, 200_003}) {
      int[] marks = new int[size];
      int count = 0;
      for (int i = 0; i < size; i++) {
        if (random.nextDouble() < share) {
          marks[count++] = (i << 1) | random.nextInt(2);
        }
      }
      byte[] message = ThresholdCode.encode(0.25f, marks, count, size);
      List<Integer> found = new ArrayList<>();
      ThresholdCode.decode(message, (i, negative) -> found.add((i << 1) | (negative ? 1 : 0)));
      assertThat(found).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(found.get(i)).isEqualTo(marks[i]);
      }
      assertThat(ThresholdCode.threshold(message)).isEqualTo(0.25f);
      assertThat(message.length).isLessThanOrEqualTo(9 + (size + 3) / 4);
      if (share == 0.01 && size > 100_000) {
        assertThat(message.length).as("two bytes for a hundredth").isLessThan(size / 40);
      }
    }
  }
}
