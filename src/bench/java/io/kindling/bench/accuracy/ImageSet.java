package io.kindling.bench.accuracy;

import io.kindling.ml.example.IdxFile;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;

/**
 * Labeled images in memory.
 *
 * @param rows a byte for the label, then a byte for each pixel, channel by channel
 */
record ImageSet(List<byte[]> rows) {
  private static final int TAR_BLOCK = 512;
  private static final int TAR_NAME = 100;
  private static final int TAR_SIZE = 124;
  private static final int TAR_SIZE_DIGITS = 11;

  /** Reads the IDX files of MNIST that begin with a prefix. */
  static ImageSet mnist(Path folder, String prefix) throws IOException {
    IdxFile images = IdxFile.read(folder.resolve(prefix + "-images-idx3-ubyte.gz"), 3);
    IdxFile labels = IdxFile.read(folder.resolve(prefix + "-labels-idx1-ubyte.gz"), 1);
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      byte[] pixels = images.row(i);
      byte[] row = new byte[pixels.length + 1];
      row[0] = labels.row(i)[0];
      System.arraycopy(pixels, 0, row, 1, pixels.length);
      rows.add(row);
    }
    return new ImageSet(rows);
  }

  /** Reads images from an archive with a folder for each class, so many of each. */
  static ImageSet cifar10(Path archive, int ofEach) throws IOException {
    Map<String, List<byte[]>> classes = new TreeMap<>();
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16))) {
      byte[] header = new byte[TAR_BLOCK];
      while (true) {
        in.readFully(header);
        if (header[0] == 0) {
          break; // Blocks of zeros end an archive.
        }
        String name = new String(header, 0, TAR_NAME, StandardCharsets.US_ASCII).trim();
        String octal = new String(header, TAR_SIZE, TAR_SIZE_DIGITS, StandardCharsets.US_ASCII);
        int size = Integer.parseInt(octal.trim(), 8);
        byte[] content = new byte[(size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK];
        in.readFully(content);
        if (name.endsWith(".jpg")) {
          List<byte[]> rows = classes.computeIfAbsent(name.split("/")[1], key -> new ArrayList<>());
          if (rows.size() < ofEach) {
            rows.add(pixels(content, size));
          }
        }
      }
    }
    List<byte[]> rows = new ArrayList<>();
    byte label = 0;
    for (List<byte[]> alike : classes.values()) {
      for (byte[] row : alike) {
        row[0] = label;
        rows.add(row);
      }
      label++;
    }
    return new ImageSet(rows);
  }

  private static byte[] pixels(byte[] jpeg, int size) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg, 0, size));
    int width = image.getWidth();
    int area = width * image.getHeight();
    byte[] row = new byte[1 + 3 * area];
    for (int i = 0; i < area; i++) {
      int color = image.getRGB(i % width, i / width);
      row[1 + i] = (byte) (color >> 16);
      row[1 + area + i] = (byte) (color >> 8);
      row[1 + 2 * area + i] = (byte) color;
    }
    return row;
  }

  /** Writes the rows one after the other, as CIFAR's own binary files are. */
  void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (byte[] row : rows) {
        out.write(row);
      }
    }
  }
}
