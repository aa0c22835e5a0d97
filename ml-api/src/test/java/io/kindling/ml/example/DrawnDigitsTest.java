package io.kindling.ml.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DrawnDigitsTest {

  private static final int NEAREST_NEIGHBOR_TRAIN = 3000;
  private static final int NEAREST_NEIGHBOR_TEST = 300;

  @Test
  void theFirstThousandImagesNeverChange() {
    CRC32 checksum = new CRC32();
    DrawnDigits digits = new DrawnDigits(1, 0, 1000);
    for (int i = 0; i < digits.count(); i++) {
      checksum.update(digits.label(i));
      checksum.update(digits.pixels(i));
    }
    assertThat(checksum.getValue()).isEqualTo(1875130495L);
  }

  @Test
  void anImageDependsOnlyOnSeedAndPlace() {
    DrawnDigits all = new DrawnDigits(5, 0, 100);
    DrawnDigits tail = new DrawnDigits(5, 60, 40);
    for (int i = 39; i >= 0; i--) {
      assertThat(tail.label(i)).isEqualTo(all.label(60 + i));
      assertThat(tail.pixels(i)).isEqualTo(all.pixels(60 + i));
    }
    assertThat(new DrawnDigits(6, 0, 100).pixels(0)).isNotEqualTo(all.pixels(0));
  }

  @Test
  void everyTenImagesShowEachDigitOnceInChangingOrder() {
    DrawnDigits digits = new DrawnDigits(1, 0, 1000);
    Set<String> orders = new HashSet<>();
    for (int block = 0; block < 100; block++) {
      StringBuilder order = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        order.append(digits.label(10 * block + i));
      }
      assertThat(order.chars().sorted().mapToObj(Character::toString))
          .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
      orders.add(order.toString());
    }
    assertThat(orders).hasSizeGreaterThan(95);
  }

  @Test
  void noImageIsRepeatedAndEachHasInk() {
    DrawnDigits digits = new DrawnDigits(1, 0, 2000);
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < digits.count(); i++) {
      byte[] pixels = digits.pixels(i);
      assertThat(pixels).hasSize(digits.height() * digits.width());
      int dark = 0;
      for (byte pixel : pixels) {
        dark += Byte.toUnsignedInt(pixel) > 128 ? 1 : 0;
      }
      assertThat(dark).as("dark pixels of image %d", i).isBetween(15, 260);
      CRC32 checksum = new CRC32();
      checksum.update(pixels);
      seen.add(checksum.getValue());
    }
    assertThat(seen).hasSize(2000);
  }

  /** Recognizable, so the pictures fit their labels, and not so alike that learning is idle. */
  @Test
  void theNearestNeighborIsOftenRightAndSometimesWrong() {
    DrawnDigits train = new DrawnDigits(1, 0, NEAREST_NEIGHBOR_TRAIN);
    DrawnDigits test = new DrawnDigits(1, 12_000, NEAREST_NEIGHBOR_TEST);
    byte[][] known = new byte[train.count()][];
    for (int i = 0; i < known.length; i++) {
      known[i] = train.pixels(i);
    }
    int right = 0;
    for (int i = 0; i < test.count(); i++) {
      right += train.label(nearest(known, test.pixels(i))) == test.label(i) ? 1 : 0;
    }
    assertThat(right / (double) test.count()).isBetween(0.75, 0.98);
  }

  @Test
  void placesOutsideAreRefused() {
    DrawnDigits digits = new DrawnDigits(1, 10, 5);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> digits.label(5));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> digits.pixels(-1));
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "0, -1", "2147483647, 1"})
  void rangesOutsideAreRefused(int first, int count) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DrawnDigits(1, first, count))
        .withMessageStartingWith("DrawnDigits: expected first >= 0")
        .withMessageContaining("got first " + first + ", count " + count);
  }

  private static int nearest(byte[][] known, byte[] image) {
    int best = 0;
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < known.length; i++) {
      long sum = 0;
      for (int p = 0; p < image.length; p++) {
        int difference = Byte.toUnsignedInt(known[i][p]) - Byte.toUnsignedInt(image[p]);
        sum += (long) difference * difference;
      }
      if (sum < smallest) {
        smallest = sum;
        best = i;
      }
    }
    return best;
  }
}
