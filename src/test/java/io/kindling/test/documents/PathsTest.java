package io.kindling.test.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documents name is there. */
final class PathsTest {
  @ParameterizedTest
  @CsvSource({
    "README.md, 9",
    "CONTRIBUTING.md, 25",
    "docs/architecture.md, 60",
    "docs/decisions.md, 8",
    "docs/distributed.md, 2",
    "docs/performance.md, 1",
    "docs/getting-started.md, 4",
    "docs/recipes.md, 1",
    "docs/params.md, 1",
    "docs/kubernetes.md, 1",
    "docs/yarn.md, 1",
    "docs/python.md, 2",
    "docs/seeing.md, 5",
    "docs/walkthrough.md, 8",
    "notebooks/README.md, 1",
  })
  void everyPath_exists(String document, int atLeast) {
    List<Path> paths = Document.of(document).paths();

    assertThat(paths.size()).isGreaterThanOrEqualTo(atLeast);
    assertThat(paths.stream().filter(path -> !Files.exists(path))).isEmpty();
  }

  @Test
  void paths_areCodeSpansFromTheRootAndLinksFromTheDocument() {
    Document document =
        new Document(
            "docs/page.md",
            """
            `etc/spark.jvmargs`, `bin/verify --all`, `layers/`, [there](other.md#part), `Pipeline`,
            `target/fast`, `2 (n - 1) / n`, [far](https://example.org/a), `io.kindling.layers`
            ```
            `not/this`
            ```
            """);

    Path root = Document.root();
    assertThat(document.paths())
        .containsExactly(
            root.resolve("etc/spark.jvmargs"),
            root.resolve("bin/verify"),
            root.resolve("layers/"),
            root.resolve("docs/other.md"));
  }
}
