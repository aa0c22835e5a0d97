package io.kindling.test.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class path of the tests, as jars and as folders of classes. */
final class ClassPath {
  private ClassPath() {}

  static List<String> entries() {
    // Surefire starts the tests from a jar with a manifest and keeps the real path in a property.
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(path.split(File.pathSeparator)).filter(entry -> !entry.isEmpty()).toList();
  }

  static List<String> folders() {
    return entries().stream().filter(entry -> Files.isDirectory(Path.of(entry))).toList();
  }

  static List<Path> jars() {
    return entries().stream()
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(Files::isRegularFile)
        .toList();
  }
}
