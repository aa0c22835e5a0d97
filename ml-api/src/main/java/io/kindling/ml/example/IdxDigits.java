package io.kindling.ml.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Digits from a pair of IDX files, as MNIST is distributed. */
public final class IdxDigits implements Digits {

  private static final int CLASSES = 10;

  private final IdxFile images;
  private final IdxFile labels;

  private IdxDigits(IdxFile images, IdxFile labels) {
    this.images = images;
    this.labels = labels;
  }

  /** The 60,000 digits to learn from: {@code train-images-idx3-ubyte} and its labels. */
  public static IdxDigits train(Path folder) throws IOException {
    return read(folder, "train");
  }

  /** The 10,000 digits to test with: {@code t10k-images-idx3-ubyte} and its labels. */
  public static IdxDigits test(Path folder) throws IOException {
    return read(folder, "t10k");
  }

  /**
   * Looks whether all four files are there.
   *
   * @throws NoSuchFileException if one of them is missing
   */
  static void require(Path folder) throws NoSuchFileException {
    for (String prefix : List.of("train", "t10k")) {
      find(folder, prefix + "-images-idx3-ubyte");
      find(folder, prefix + "-labels-idx1-ubyte");
    }
  }

  /**
   * Reads {@code <prefix>-images-idx3-ubyte} and {@code <prefix>-labels-idx1-ubyte}, each with or
   * without the ending {@code .gz}.
   *
   * @throws NoSuchFileException if one of them is missing
   * @throws IllegalArgumentException if one is not what its name says, their counts differ or a
   *     label is beyond 9
   * @throws IOException if one cannot be read
   */
  public static IdxDigits read(Path folder, String prefix) throws IOException {
    IdxFile images = IdxFile.read(find(folder, prefix + "-images-idx3-ubyte"), 3);
    IdxFile labels = IdxFile.read(find(folder, prefix + "-labels-idx1-ubyte"), 1);
    IdxDigits digits = new IdxDigits(images, labels);
    digits.check(folder.resolve(prefix + "-*"));
    return digits;
  }

  @Override
  public int count() {
    return images.count();
  }

  @Override
  public int height() {
    return images.sizes().get(1);
  }

  @Override
  public int width() {
    return images.sizes().get(2);
  }

  @Override
  public int label(int index) {
    return Byte.toUnsignedInt(labels.row(index)[0]);
  }

  @Override
  public byte[] pixels(int index) {
    return images.row(index);
  }

  private static Path find(Path folder, String name) throws NoSuchFileException {
    Path plain = folder.resolve(name);
    if (Files.exists(plain)) {
      return plain;
    }
    Path zipped = folder.resolve(name + ".gz");
    if (Files.exists(zipped)) {
      return zipped;
    }
    throw new NoSuchFileException(
        plain.toString(), null, "expected this file or the same with .gz");
  }

  private void check(Path files) {
    if (labels.count() != images.count()) {
      throw new IllegalArgumentException(
          "IdxDigits %s: expected a label for each of %d images, got %d labels. Copy both again."
              .formatted(files, images.count(), labels.count()));
    }
    for (int index = 0; index < count(); index++) {
      if (label(index) >= CLASSES) {
        throw new IllegalArgumentException(
            "IdxDigits %s: expected labels 0 to 9, got %d at row %d. Use a file of digits."
                .formatted(files, label(index), index));
      }
    }
  }
}
