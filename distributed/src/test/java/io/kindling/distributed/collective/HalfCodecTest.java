package io.kindling.distributed.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against numpy and PyTorch; halves.txt is written by halves.py beside it. */
final class HalfCodecTest {
  @Test
  void conversions_areThoseOfNumpyAndTorch() throws IOException {
    String name = "/io/kindling/distributed/collective/halves.txt";
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      assertThat(lines).hasSizeGreaterThan(2000);
      for (String line : lines) {
        String[] words = line.split(" ");
        float value = Float.intBitsToFloat(Integer.parseUnsignedInt(words[0], 16));
        assertThat(HalfCodec.toHalf(value))
            .as(line)
            .isEqualTo((short) Integer.parseInt(words[1], 16));
        assertThat(HalfCodec.toBrain(value))
            .as(line)
            .isEqualTo((short) Integer.parseInt(words[2], 16));
      }
    }
  }

  @Test
  void everyHalf_comesBack() {
    for (int half = 0; half < 1 << 16; half++) {
      float value = HalfCodec.fromHalf((short) half);
      if (Float.isNaN(value)) {
        assertThat(half & 0x7C00).isEqualTo(0x7C00);
        assertThat(Float.isNaN(HalfCodec.fromHalf(HalfCodec.toHalf(value)))).isTrue();
      } else {
        assertThat(HalfCodec.toHalf(value)).isEqualTo((short) half);
      }
    }
    assertThat(HalfCodec.toBrain(Float.NaN) & 0x7FC0).isEqualTo(0x7FC0);
  }
}
