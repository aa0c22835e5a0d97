package io.kindling.test.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages on the page of troubles are those of the code, word by word. */
final class TroubleshootingTest {
  private static final Pattern MESSAGE = Pattern.compile("(?m)^### `([^`]+)`$");
  private static final Pattern SPLIT = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern CODE = Pattern.compile("\\.(java|py)$");
  private static final List<String> SOURCES =
      List.of(
          "tensor-core/src/main",
          "native-mkl/src/main",
          "layers/src/main",
          "distributed/src/main",
          "ml-api/src/main");

  @Test
  void everyMessage_standsInTheCode() throws IOException {
    String code = code();
    List<String> messages =
        MESSAGE
            .matcher(Document.of("docs/troubleshooting.md").text())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(messages).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
    for (String message : messages) {
      for (String part : message.split("…")) {
        assertThat(code.contains(part.strip())).as("\"%s\" of \"%s\"", part, message).isTrue();
      }
    }
    assertThat(code).doesNotContain("expected a message that nobody writes");
  }

  /** All sources, with literals that stand in several lines in one. */
  private static String code() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String source : SOURCES) {
      try (Stream<Path> files = Files.walk(Document.root().resolve(source))) {
        for (Path file : files.filter(f -> CODE.matcher(f.toString()).find()).toList()) {
          texts.add(SPLIT.matcher(Files.readString(file)).replaceAll("").replace("\\\"", "\""));
        }
      }
    }
    return String.join("\n", texts);
  }
}
