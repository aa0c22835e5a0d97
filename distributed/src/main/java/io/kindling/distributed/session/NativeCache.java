package io.kindling.distributed.session;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets native libraries be unpacked to one of Spark's local directories: home directories of
 * executors are often missing or not writable, and what lies there outlives the application.
 */
final class NativeCache {
  private static final String DIRECTORY = "org.bytedeco.javacpp.cachedir";
  private static final String NAME = "kindling-native";

  private NativeCache() {}

  /** Sets the directory unless the user has, or a fit of this context before. */
  static synchronized void place(Path local) {
    String directory = System.getProperty(DIRECTORY);
    if (directory == null || isGone(Path.of(directory))) {
      System.setProperty(DIRECTORY, local.resolve(NAME).toString());
    }
  }

  /** A context that has stopped takes its local directories with it, but not the property. */
  private static boolean isGone(Path directory) {
    Path parent = directory.getParent();
    return directory.endsWith(NAME) && parent != null && !Files.isDirectory(parent);
  }
}
