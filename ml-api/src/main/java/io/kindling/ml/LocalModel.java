package io.kindling.ml;

import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model file on the local disk, where it is mapped to be read: the file itself, or a copy, with
 * that of its weights, of one on another file system.
 *
 * @param path of the model file
 * @param copies which are deleted at the end
 */
record LocalModel(java.nio.file.Path path, List<java.nio.file.Path> copies)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalModel.class);
  private static final int PIECE = 1 << 20;

  /** Copies the list. */
  LocalModel {
    copies = List.copyOf(copies);
  }

  /**
   * Returns a model file as a local one: that of a saved stage where the path is a folder.
   *
   * @throws ModelFormatException when it cannot be read
   */
  static LocalModel of(String path, SparkSession session) {
    ModelFiles given = ModelFiles.in(path, session);
    try {
      boolean folder = given.files().getFileStatus(given.folder()).isDirectory();
      return of(given.files(), folder ? given.at(ModelFiles.MODEL) : given.folder());
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Returns a file as a local one. */
  static LocalModel of(FileSystem files, Path file) {
    Path qualified = files.makeQualified(file);
    Path beside = qualified.suffix(OnnxWriter.beside(""));
    try {
      Optional<Path> weights = files.exists(beside) ? Optional.of(beside) : Optional.empty();
      if (qualified.toUri().getScheme().equals("file")) {
        verify(files, qualified);
        if (weights.isPresent()) {
          verify(files, weights.get());
        }
        return new LocalModel(java.nio.file.Path.of(qualified.toUri().getPath()), List.of());
      }
      return copied(files, qualified, weights);
    } catch (FileNotFoundException e) {
      throw ModelFormatException.malformed(
          file.toString(), "expected this file of a saved model, got none. Save it again.", e);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  private static LocalModel copied(FileSystem files, Path model, Optional<Path> weights)
      throws IOException {
    List<java.nio.file.Path> copies = new ArrayList<>();
    java.nio.file.Path folder = Files.createTempDirectory("kindling");
    copies.add(folder);
    LocalModel all = new LocalModel(folder.resolve(model.getName()), copies);
    try {
      files.copyToLocalFile(false, model, new Path(all.path.toUri()), true);
      copies.add(0, all.path);
      if (weights.isPresent()) {
        java.nio.file.Path data = folder.resolve(weights.get().getName());
        files.copyToLocalFile(false, weights.get(), new Path(data.toUri()), true);
        copies.add(0, data);
      }
    } catch (IOException e) {
      new LocalModel(all.path, copies).close();
      throw e;
    }
    return new LocalModel(all.path, copies);
  }

  /** Hadoop keeps checksums beside local files, which a reader of the file itself would not see. */
  private static void verify(FileSystem files, Path file) throws IOException {
    byte[] piece = new byte[PIECE];
    try (InputStream in = files.open(file)) {
      int count = 0;
      while (count >= 0) {
        count = in.read(piece);
      }
    }
  }

  private static ModelFormatException unreadable(String path, IOException cause) {
    return ModelFormatException.malformed(
        path,
        "expected a readable model file, got " + cause + ". Check the disk and permissions.",
        cause);
  }

  @Override
  public void close() {
    for (java.nio.file.Path copy : copies) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        LOG.warn("Cannot delete {}.", copy, e);
      }
    }
  }
}
