package io.kindling.test.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.test.python.Pytest.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The tests of the Python package, each counted here; a file runs in a process of its own. With
 * {@code -Dkindling.python=NAME} only the files whose names hold NAME.
 */
final class PythonTest {
  private static final Path FOLDER = Pytest.ROOT.resolve("ml-api/src/test/python");

  /** The files that CI always runs. */
  @TestFactory
  List<DynamicNode> files() throws IOException {
    return nodes("test_");
  }

  /** The files that take minutes. */
  @Tag("slow")
  @TestFactory
  List<DynamicNode> slowFiles() throws IOException {
    return nodes("slow_");
  }

  private static List<DynamicNode> nodes(String prefix) throws IOException {
    try (Stream<Path> found = Files.list(FOLDER)) {
      List<Path> files = found.filter(file -> isChosen(file, prefix)).sorted().toList();
      assertThat(files).as("files %s* in %s", prefix, FOLDER).isNotEmpty();
      return files.stream().<DynamicNode>map(PythonTest::node).toList();
    }
  }

  private static boolean isChosen(Path file, String prefix) {
    String name = file.getFileName().toString();
    return name.startsWith(prefix) && name.contains(System.getProperty("kindling.python", ""));
  }

  private static DynamicNode node(Path file) {
    String name = file.getFileName().toString();
    String missing = Pytest.missing();
    if (!missing.isEmpty()) {
      return DynamicTest.dynamicTest(name, () -> assumeTrue(false, missing));
    }
    // The file runs when its tests are asked for, one file after the other.
    Stream<DynamicTest> tests =
        Stream.of(file).flatMap(f -> Pytest.run(f).stream()).map(PythonTest::test);
    return DynamicContainer.dynamicContainer(name, tests);
  }

  private static DynamicTest test(Case result) {
    return DynamicTest.dynamicTest(
        result.name(),
        () -> {
          assumeTrue(!result.skipped(), result.message());
          assertThat(result.message()).as(result.name()).isEmpty();
        });
  }
}
