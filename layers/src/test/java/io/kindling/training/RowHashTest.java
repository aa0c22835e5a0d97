package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.training.golden.GoldenLines;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the reference implementation; the file is written by row_hash.py beside it. */
final class RowHashTest {
  static Stream<String[]> golden() {
    return GoldenLines.read("/io/kindling/training/row_hash.txt");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void hash_isXxh64(String length, String seed, String hash) {
    byte[] bytes = bytes(Integer.parseInt(length), 3);
    assertThat(RowHash.of(Long.parseLong(seed), bytes, 3, bytes.length - 3))
        .isEqualTo(Long.parseUnsignedLong(hash, 16));
  }

  @Test
  void range_isChecked() {
    assertThatThrownBy(() -> RowHash.of(0, new byte[4], 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** The bytes (7 i + 3) mod 256 after some others. */
  private static byte[] bytes(int length, int before) {
    byte[] bytes = new byte[before + length];
    Arrays.fill(bytes, (byte) 9);
    for (int i = 0; i < length; i++) {
      bytes[before + i] = (byte) (7 * i + 3);
    }
    return bytes;
  }
}
