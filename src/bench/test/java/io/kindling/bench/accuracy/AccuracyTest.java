package io.kindling.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.backend.Precision;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.bench.Options;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyTest {
  @TempDir Path folder;

  @Test
  void pointsBecomeARatio() {
    Recipe recipe = Recipe.all().get(0);
    assertThat(AccuracyBenchmark.row(recipe, "bfloat16", 98.6, 99, 0.5, "float32").ok())
        .hasValue(true);
    assertThat(AccuracyBenchmark.row(recipe, "bfloat16", 98.4, 99, 0.5, "float32").ok())
        .hasValue(false);
    assertThat(AccuracyBenchmark.row(recipe, "float32", 99, Double.NaN, 1, "PyTorch").ok())
        .isEmpty();
  }

  @Test
  void withoutDataItSaysWhatToName() {
    AccuracyBenchmark benchmark = new AccuracyBenchmark();
    Options options = Options.parse(List.of("mnist"), benchmark.parts());
    assertThatThrownBy(() -> benchmark.run(options, System.out)).hasMessageContaining("--data");
  }

  @Test
  void archivesAreReadClassByClassAndNoMoreThanAskedFor() throws Exception {
    Path archive = folder.resolve("train.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      for (String name : List.of("train/frog/1.jpg", "train/cat/1.jpg", "train/cat/2.jpg")) {
        byte[] jpeg = jpeg(name.contains("cat") ? 0xff0000 : 0x00ff00);
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format("%011o", jpeg.length));
        out.write(header);
        out.write(jpeg);
        out.write(new byte[(512 - jpeg.length % 512) % 512]);
      }
      out.write(new byte[1024]);
    }
    List<byte[]> rows = ImageSet.cifar10(archive, 1).rows();
    assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).hasSize(1 + 3 * 4 * 4));
    assertThat(rows.get(0)[0]).isZero();
    assertThat(rows.get(1)[0]).isEqualTo((byte) 1);
    // Cats are red and frogs are green, but for what JPEG changes.
    assertThat(Byte.toUnsignedInt(rows.get(0)[1])).isCloseTo(255, within(3));
    assertThat(Byte.toUnsignedInt(rows.get(1)[1])).isCloseTo(0, within(3));
    assertThat(Byte.toUnsignedInt(rows.get(1)[1 + 16])).isCloseTo(255, within(3));
  }

  private static byte[] jpeg(int color) throws Exception {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16; i++) {
      image.setRGB(i % 4, i / 4, color);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  private static void put(byte[] target, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  @Test
  void aRecipeLearns() {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      rows.add(new byte[] {(byte) (i % 2), (byte) (i % 2 == 0 ? 0 : 200), (byte) i});
    }
    ImageSet images = new ImageSet(rows);
    Recipe recipe =
        new Recipe(
            "tiny",
            "none",
            () -> Network.sequential(Shape.of(2), Dense.of(2)),
            30,
            8,
            0.1,
            128,
            64);
    try (ReferenceBackend backend = new ReferenceBackend()) {
      assertThat(recipe.train(backend, List.of(images, images), 1, Precision.FLOAT32)).isOne();
    }
  }
}
