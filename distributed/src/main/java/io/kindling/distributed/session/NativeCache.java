package io.kindling.distributed.session;

import java.nio.file.Path;

/**
 * Lets native libraries be unpacked to one of Spark's local directories: home directories of
 * executors are often missing or not writable, and what lies there outlives the application.
 */
final class NativeCache {
  private static final String DIRECTORY = "org.bytedeco.javacpp.cachedir";

  private NativeCache() {}

  /** Sets the directory unless the user has, or another fit before. */
  static synchronized void place(Path local) {
    if (System.getProperty(DIRECTORY) == null) {
      System.setProperty(DIRECTORY, local.resolve("kindling-native").toString());
    }
  }
}
