package io.kindling.training.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Reads the golden files of this package: one case a line, words apart by spaces. */
public final class GoldenLines {
  private GoldenLines() {}

  public static Stream<String[]> read(String name) {
    String path = name;
    try (InputStream stream = GoldenLines.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("GoldenLines: expected " + path + ", got nothing.");
      }
      List<String> lines =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      return lines.stream().map(line -> line.split(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
