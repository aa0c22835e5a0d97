package io.kindling.mkl;

import io.kindling.backend.BackendProvider;
import io.kindling.backend.NativeException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** Brings oneDNN into the process. */
final class OneDnnLibrary {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64");

  private OneDnnLibrary() {}

  /** Returns why there is no oneDNN for a platform, named as JavaCPP does; empty where there is. */
  static Optional<String> unsupported(String platform) {
    return PLATFORMS.contains(platform)
        ? Optional.empty()
        : Optional.of(
            "oneDNN: expected one of the platforms "
                + PLATFORMS
                + ", got "
                + platform
                + ". There is no build of the library for it.");
  }

  /**
   * Unpacks the library and loads it; later calls do nothing.
   *
   * @throws NativeException when it cannot be loaded, with the loader's own exception as cause
   */
  static void load() {
    // The first directory that JavaCPP unpacks to stays its directory.
    String directory = System.getProperty(BackendProvider.NATIVE_CACHE);
    if (directory != null && System.getProperty(CACHE) == null) {
      System.setProperty(CACHE, directory);
    }
    // OpenMP's idle threads spin for a while between primitives; by default for milliseconds, in
    // which they take the core from the feed and the network.
    OpenMp.preset("GOMP_SPINCOUNT", "20000");
    try {
      Loader.load(org.bytedeco.dnnl.presets.dnnl.class);
      Loader.load(dnnl.class);
    } catch (LinkageError | RuntimeException e) {
      throw new NativeException(
          "oneDNN: expected loadable libraries in "
              + cache()
              + ", got "
              + e
              + ". Name a directory on a file system without noexec by -D"
              + BackendProvider.NATIVE_CACHE
              + ", and see that libgomp is there.",
          e);
    }
  }

  private static String cache() {
    try {
      return String.valueOf(Loader.getCacheDir());
    } catch (java.io.IOException e) {
      return "JavaCPP's cache (" + e.getMessage() + ")";
    }
  }

  /** Returns the version and the instruction set in words. */
  static String description() {
    dnnl_version_t version = dnnl.dnnl_version();
    return String.format(
        "oneDNN %d.%d.%d, %s",
        version.major(),
        version.minor(),
        version.patch(),
        InstructionSet.name(dnnl.dnnl_get_effective_cpu_isa()));
  }
}
