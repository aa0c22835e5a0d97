package io.kindling.ml.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxFileTest {

  private static final int IMAGES = 0x803;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsRowsInOrderGzippedOrNot(boolean zipped) throws IOException {
    byte[] plain = idx(new int[] {IMAGES, 2, 1, 3}, 0, 1, 2, 127, 128, 255);

    IdxFile file = IdxFile.read(write(zipped ? gzip(plain) : plain), 3);

    assertThat(file.sizes()).containsExactly(2, 1, 3);
    assertThat(file.count()).isEqualTo(2);
    assertThat(file.row(0)).containsExactly(0, 1, 2);
    assertThat(file.row(1)).containsExactly(127, 128, 255);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> file.row(2));
  }

  @Test
  void readsMoreThanOneChunk() throws IOException {
    int size = 1100;
    ByteBuffer bytes = ByteBuffer.allocate(16 + 2 * size * size);
    bytes.putInt(IMAGES).putInt(2).putInt(size).putInt(size);
    bytes.put(bytes.capacity() - 1, (byte) 9);

    byte[] last = IdxFile.read(write(gzip(bytes.array())), 3).row(1);

    assertThat(last).hasSize(size * size).endsWith(9);
  }

  @Test
  void anEmptyFileOfImagesHasNoRows() throws IOException {
    assertThat(IdxFile.read(write(idx(new int[] {IMAGES, 0, 28, 28})), 3).count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 9, 15, 16, 21})
  void aTruncatedFileIsNamed(int length) throws IOException {
    byte[] whole = idx(new int[] {IMAGES, 2, 1, 3}, 0, 1, 2, 127, 128, 255);
    rejects(Arrays.copyOf(whole, length), 3, "expected");
  }

  @Test
  void aTruncatedGzipFileIsNamed() throws IOException {
    byte[] whole = gzip(idx(new int[] {IMAGES, 2, 1, 3}, 0, 1, 2, 127, 128, 255));
    for (int length = 2; length < whole.length; length++) {
      rejects(Arrays.copyOf(whole, length), 3, "a whole file");
    }
  }

  @Test
  void aForeignFileIsNamed() throws IOException {
    byte[] text = "<!DOCTYPE html><html></html>".getBytes(StandardCharsets.UTF_8);
    rejects(text, 3, "expected magic number 0x00000803 (unsigned bytes, 3 dimensions)");
  }

  @Test
  void imagesAreNotLabels() throws IOException {
    rejects(
        idx(new int[] {IMAGES, 0, 28, 28}), 1, "expected magic number 0x00000801", "0x00000803");
  }

  @Test
  void bytesAfterTheLastValueAreNamed() throws IOException {
    rejects(idx(new int[] {0x801, 2}, 1, 2, 3), 1, "to end after 2 values");
  }

  @Test
  void sizesAreLimited() throws IOException {
    rejects(idx(new int[] {IMAGES, -1, 28, 28}), 3, "size -1");
    rejects(idx(new int[] {IMAGES, 1 << 30, 28, 28}), 3, "at most");
    rejects(idx(new int[] {IMAGES, 0x7fffffff, 0x7fffffff, 0x7fffffff}), 3, "at most");
  }

  @Test
  void aHeaderThatPromisesTooMuchCostsLittle() throws IOException {
    rejects(idx(new int[] {0x801, IdxFile.MAX_VALUES}, 1, 2, 3), 1, "a whole file");
  }

  @Test
  void aMissingFileIsAnInputError() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> IdxFile.read(folder.resolve("absent"), 3));
  }

  private void rejects(byte[] bytes, int rank, String... parts) throws IOException {
    Path file = write(bytes);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.read(file, rank))
        .withMessageStartingWith("IdxFile " + file + ": expected ")
        .satisfies(thrown -> assertThat(thrown.getMessage()).contains(parts));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  static byte[] idx(int[] header, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * header.length + values.length);
    for (int number : header) {
      bytes.putInt(number);
    }
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
