package io.kindling.ml.example;

import static io.kindling.ml.example.IdxFileTest.gzip;
import static io.kindling.ml.example.IdxFileTest.idx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxDigitsTest {

  @TempDir Path folder;

  @Test
  void joinsImagesWithLabels() throws IOException {
    write("train-images-idx3-ubyte", idx(new int[] {0x803, 2, 1, 2}, 1, 2, 3, 255));
    write("train-labels-idx1-ubyte.gz", gzip(idx(new int[] {0x801, 2}, 7, 0)));

    Digits digits = IdxDigits.train(folder);

    assertThat(digits.count()).isEqualTo(2);
    assertThat(digits.height()).isEqualTo(1);
    assertThat(digits.width()).isEqualTo(2);
    assertThat(digits.label(0)).isEqualTo(7);
    assertThat(digits.label(1)).isZero();
    assertThat(digits.pixels(1)).containsExactly(3, 255);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> IdxDigits.test(folder))
        .withMessageContaining("t10k-images-idx3-ubyte")
        .withMessageContaining(".gz");
  }

  @Test
  void countsMustAgree() throws IOException {
    write("t10k-images-idx3-ubyte", idx(new int[] {0x803, 2, 1, 2}, 1, 2, 3, 4));
    write("t10k-labels-idx1-ubyte", idx(new int[] {0x801, 1}, 7));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxDigits.test(folder))
        .withMessageContaining("expected a label for each of 2 images, got 1 labels");
  }

  @Test
  void labelsMustBeDigits() throws IOException {
    write("t10k-images-idx3-ubyte", idx(new int[] {0x803, 2, 1, 1}, 1, 2));
    write("t10k-labels-idx1-ubyte", idx(new int[] {0x801, 2}, 9, 200));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxDigits.test(folder))
        .withMessageContaining("expected labels 0 to 9, got 200 at row 1");
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }
}
