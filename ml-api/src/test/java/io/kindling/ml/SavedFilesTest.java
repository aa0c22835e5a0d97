package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.format.ModelFormatException;
import io.kindling.ml.support.Toy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that exist already, and saved stages that were damaged. */
final class SavedFilesTest {
  @TempDir Path folder;

  @Test
  void outputDirectoryThatExists() throws Exception {
    String path = folder.resolve("stage").toString();
    Toy.classifier().save(path);

    assertThatThrownBy(() -> Toy.classifier().save(path)).hasMessageContaining("already exists");
    Toy.classifier().setEpochs(9).write().overwrite().save(path);
    assertThat(DeepClassifier.load(path).getEpochs()).isEqualTo(9);

    DeepClassificationModel model = model();
    assertThatThrownBy(() -> model.save(path)).hasMessageContaining("already exists");
    model.write().overwrite().save(path);
    assertThat(DeepClassificationModel.load(path).uid()).isEqualTo(model.uid());
    assertThatThrownBy(() -> DeepClassifier.load(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found class name io.kindling.ml.DeepClassificationModel");
  }

  @Test
  void truncatedModelFile() throws Exception {
    Path model = saved().resolve(ModelFiles.MODEL);
    byte[] bytes = Files.readAllBytes(model);
    for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
      replace(model, Arrays.copyOf(bytes, length));
      damaged(model.getParent(), ModelFiles.MODEL);
    }
  }

  @Test
  void hostileModelFile() throws Exception {
    Path model = saved().resolve(ModelFiles.MODEL);
    byte[] bytes = new byte[4096];
    Arrays.fill(bytes, (byte) 0xff);
    replace(model, bytes);

    damaged(model.getParent(), ModelFiles.MODEL);
  }

  @Test
  void damagedDescriptionOfTheNetwork() throws Exception {
    Path saved = saved();
    replace(saved.resolve("network.json"), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    damaged(saved, "network.json");
  }

  @Test
  void modelFileOfAnotherNetwork() throws Exception {
    Path saved = saved();
    String other = Toy.network(3, 5).toJson();
    replace(saved.resolve("network.json"), other.getBytes(java.nio.charset.StandardCharsets.UTF_8));

    damaged(saved, "different models");
  }

  @Test
  void missingModelFile() throws Exception {
    Path saved = saved();
    Files.delete(saved.resolve(ModelFiles.MODEL));

    damaged(saved, "expected this file of a saved model, got none");
  }

  @Test
  void damagedMetadata() throws Exception {
    Path saved = saved();
    try (Stream<Path> files = Files.list(saved.resolve("metadata"))) {
      Path part =
          files.filter(f -> f.getFileName().toString().startsWith("part")).findFirst().get();
      byte[] bytes = Files.readAllBytes(part);
      for (int length : new int[] {0, 1, bytes.length / 2}) {
        replace(part, Arrays.copyOf(bytes, length));
        damaged(saved, "metadata", "The file is damaged");
      }
    }
  }

  private Path saved() throws Exception {
    Path path = folder.resolve("model");
    model().save(path.toString());
    return path;
  }

  private static void replace(Path file, byte[] bytes) throws Exception {
    // Hadoop keeps a checksum beside a local file; without it damage is not noticed for us.
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.write(file, bytes);
  }

  private static void damaged(Path path, String... words) {
    assertThatThrownBy(() -> DeepClassificationModel.load(path.toString()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(words);
  }

  private static DeepClassificationModel model() {
    return Toy.classifier().setEpochs(1).fit(Toy.points(6, 1));
  }
}
