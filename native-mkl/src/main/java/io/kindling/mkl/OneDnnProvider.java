package io.kindling.mkl;

import io.kindling.backend.Backend;
import io.kindling.backend.BackendProvider;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** Offers the backend on oneDNN. */
public final class OneDnnProvider implements BackendProvider {
  /** Creates the provider; {@link java.util.ServiceLoader} calls this. */
  public OneDnnProvider() {}

  @Override
  public String name() {
    return OneDnnBackend.NAME;
  }

  @Override
  public Optional<String> unsupported() {
    return OneDnnLibrary.unsupported(Loader.Detector.getPlatform());
  }

  /**
   * Loads oneDNN and opens a backend with a compute thread of its own.
   *
   * @throws io.kindling.backend.NativeException when the library cannot be loaded
   * @throws IllegalArgumentException when there are fewer threads than 1
   */
  @Override
  public Backend open(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "onednn: expected 1 thread or more, got " + threads + ". Raise it.");
    }
    return OneDnnBackend.open(threads, OneDnnLibrary.load());
  }
}
