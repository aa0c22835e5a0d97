package io.kindling.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.layers.format.ModelFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Spark's description of a saved stage says of scoring.
 *
 * @param stage the class of the stage, without its package
 */
record StageMetadata(String stage, ClassRule rule, List<String> labels) {
  private static final String FOLDER = "metadata";
  private static final String PART = "part-";

  /**
   * Reads the description that lies beside the file of a model.
   *
   * @return empty where there is none: a file that somebody else wrote
   * @throws ModelFormatException when it is damaged
   */
  static Optional<StageMetadata> beside(Path model) {
    Path folder = model.toAbsolutePath().resolveSibling(FOLDER);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(new ObjectMapper().readTree(text(folder))));
    } catch (JsonProcessingException e) {
      throw damaged(folder, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw damaged(folder, e.toString(), e);
    }
  }

  /** Spark writes one line into one of the parts and leaves others empty. */
  private static String text(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> parts =
          files.filter(file -> file.getFileName().toString().startsWith(PART)).sorted().toList();
      for (Path part : parts) {
        try (BufferedReader lines = Files.newBufferedReader(part, StandardCharsets.UTF_8)) {
          String line = lines.readLine();
          if (line != null) {
            return line;
          }
        }
      }
    }
    throw new IOException("no text in " + folder);
  }

  private static ModelFormatException damaged(Path folder, String found, Exception cause) {
    return ModelFormatException.malformed(
        folder.toString(),
        "expected the description of a saved stage, got one that cannot be read ("
            + found
            + "). The file is damaged; save the stage again.",
        cause);
  }

  private static StageMetadata of(JsonNode root) {
    String type = root.path("class").asText();
    return new StageMetadata(
        type.substring(type.lastIndexOf('.') + 1),
        new ClassRule(param(root, "thresholds").stream().mapToDouble(JsonNode::asDouble).toArray()),
        param(root, "labels").stream().map(JsonNode::asText).toList());
  }

  /** Returns the values of an array param: what was set, else its default. */
  private static List<JsonNode> param(JsonNode root, String name) {
    JsonNode set = root.path("paramMap").path(name);
    JsonNode values = set.isMissingNode() ? root.path("defaultParamMap").path(name) : set;
    List<JsonNode> list = new ArrayList<>();
    values.forEach(list::add);
    return list;
  }
}
