package io.kindling.distributed.session;

import io.kindling.backend.BackendProvider;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets native libraries be unpacked to one of Spark's local directories: home directories of
 * executors are often missing or not writable, and what lies there outlives the application.
 */
public final class NativeCache {
  private static final String DIRECTORY = "org.bytedeco.javacpp.cachedir";
  private static final String NAME = "kindling-native";

  private NativeCache() {}

  /**
   * Sets the directory unless the user has, or a task of this context before; to be called before
   * the first backend of the process is opened.
   *
   * @param local one of Spark's local directories
   */
  public static synchronized void place(Path local) {
    if (System.getProperty(BackendProvider.NATIVE_CACHE) != null) {
      return;
    }
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
