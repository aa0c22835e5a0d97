package io.kindling.test.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The jars that somebody gives Spark by {@code --jars}. */
public final class SparkJars {
  private static final List<String> OURS =
      List.of("kindling-", "hbase-shaded-protobuf", "dnnl", "opencl", "javacpp", "jna-");

  private SparkJars() {}

  /**
   * Returns the one jar for Spark where this run has made it; else, when the tests run on folders
   * of classes, the jars of the class path that Spark does not bring, with jars of those folders.
   */
  public static List<String> underTest() {
    List<String> entries = ClassPath.entries();
    List<String> one = made(entries);
    boolean packaged = entries.stream().anyMatch(e -> e.matches(".*/kindling-ml-api-[^/]*\\.jar"));
    return packaged && one.size() == 1 ? one : parts(entries);
  }

  private static List<String> made(List<String> entries) {
    Path root = Path.of(System.getProperty("kindling.jvmargs")).getParent().getParent();
    boolean fast = entries.stream().anyMatch(e -> e.contains("/target/fast/"));
    Path folder = root.resolve("ml-api/jar").resolve(fast ? "target/fast" : "target");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .map(Path::toString)
          .filter(file -> file.matches(".*/kindling-spark_[^/]*\\.jar"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> parts(List<String> entries) {
    return entries.stream()
        .filter(entry -> !entry.contains("test-classes") && !entry.endsWith("-tests.jar"))
        .flatMap(entry -> Files.isDirectory(Path.of(entry)) ? jarOf(entry) : named(entry))
        .toList();
  }

  private static Stream<String> named(String entry) {
    String name = Path.of(entry).getFileName().toString();
    return OURS.stream().anyMatch(name::startsWith) ? Stream.of(entry) : Stream.of();
  }

  private static Stream<String> jarOf(String folder) {
    if (!folder.contains("/target/")) {
      return Stream.of();
    }
    try {
      Path jar = Files.createTempFile("kindling-", ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file);
          Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(new JarEntry(Path.of(folder).relativize(each).toString()));
          Files.copy(each, out);
          out.closeEntry();
        }
      }
      return Stream.of(jar.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
