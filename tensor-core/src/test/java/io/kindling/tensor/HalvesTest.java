package io.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalvesTest {
  @Test
  void everyFloat16_comesBackFromFloat() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Halves.fromFloat16((short) bits);
      if (Float.isNaN(value)) {
        assertThat(Halves.fromFloat16(Halves.toFloat16(value))).isNaN();
      } else {
        assertThat(Halves.toFloat16(value)).as("bits %x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void everyBfloat16_comesBackFromFloat() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Halves.fromBfloat16((short) bits);
      if (Float.isNaN(value)) {
        assertThat(Halves.fromBfloat16(Halves.toBfloat16(value))).isNaN();
      } else {
        assertThat(Halves.toBfloat16(value)).as("bits %x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void float16_between_roundsToTheNearerAndTiesToEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = Halves.fromFloat16((short) bits);
      float high = Halves.fromFloat16((short) (bits + 1));
      float middle = (low + high) / 2;
      assertThat(Halves.toFloat16(middle)).isEqualTo((short) (bits + (bits & 1)));
      assertThat(Halves.toFloat16(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(Halves.toFloat16(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
    }
  }

  @Test
  void bfloat16_between_roundsToTheNearerAndTiesToEven() {
    for (int bits = 0; bits < 0x7f7f; bits++) {
      float middle = Float.intBitsToFloat((bits << 16) | 0x8000);
      assertThat(Halves.toBfloat16(middle)).isEqualTo((short) (bits + (bits & 1)));
      assertThat(Halves.toBfloat16(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(Halves.toBfloat16(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
    }
  }

  @Test
  void float16_beyond_isInfinite() {
    assertThat(Halves.fromFloat16(Halves.toFloat16(65519.996f))).isEqualTo(65504f);
    assertThat(Halves.fromFloat16(Halves.toFloat16(65520f))).isInfinite();
    assertThat(Halves.fromFloat16(Halves.toFloat16(Float.NEGATIVE_INFINITY))).isInfinite();
  }

  @Test
  void doubles_areRoundedOnce() {
    // Nearest float32 would be the tie 1 + 2^-11, which rounds to 1.
    double above = 1 + 0x1p-11 + 0x1p-40;
    assertThat(Halves.fromFloat16(Halves.toFloat16(Halves.toOdd(above)))).isEqualTo(1 + 0x1p-10f);
    double below = -(1 + 0x1p-8 + 0x1p-40);
    assertThat(Halves.fromBfloat16(Halves.toBfloat16(Halves.toOdd(below)))).isEqualTo(-1 - 0x1p-7f);
  }
}
