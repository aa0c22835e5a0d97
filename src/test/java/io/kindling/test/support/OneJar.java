package io.kindling.test.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** The jar that users give to Spark; Maven makes it before these tests, in the phase package. */
public final class OneJar {
  private static final List<String> MODULES =
      List.of("tensor-core", "native-mkl", "layers", "distributed", "ml-api");

  private OneJar() {}

  /** Returns the jar; a test without it is skipped, one with an old jar fails. */
  public static Path path() throws IOException {
    Path jar = Path.of(System.getProperty("kindling.jar"));
    assumeTrue(
        Files.isRegularFile(jar),
        () -> "no " + jar + ": Maven makes it in the phase package (bin/verify, mvn verify)");
    FileTime made = Files.getLastModifiedTime(jar);
    Path root = Path.of(System.getProperty("kindling.jvmargs")).getParent().getParent();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main"))) {
        List<Path> newer =
            files.filter(Files::isRegularFile).filter(file -> isNewer(file, made)).toList();
        if (!newer.isEmpty()) {
          throw new IllegalStateException(
              "OneJar: expected a jar that is newer than the sources, got %s, older than %s. Run"
                      .formatted(jar, newer.get(0))
                  + " Maven with the phase package.");
        }
      }
    }
    return jar;
  }

  private static boolean isNewer(Path file, FileTime than) {
    try {
      return Files.getLastModifiedTime(file).compareTo(than) > 0;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
