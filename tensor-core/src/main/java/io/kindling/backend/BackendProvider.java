package io.kindling.backend;

import java.util.Optional;

/** Offers a backend; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {
  /**
   * The system property that names the directory to which native libraries are unpacked; read when
   * the first backend of the process is opened. Without it they go where their loader chooses.
   */
  String NATIVE_CACHE = "kindling.native.cache";

  /** Returns the name that users choose the backend by. */
  String name();

  /** Returns why this backend has no build for this platform; empty where it has one. */
  Optional<String> unsupported();

  /**
   * Loads what the backend needs and opens it.
   *
   * @param threads the number of threads of every plan, 1 or more
   * @throws RuntimeException when loading fails, with the loader's own message
   */
  Backend open(int threads);
}
