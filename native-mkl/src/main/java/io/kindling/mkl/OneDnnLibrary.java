package io.kindling.mkl;

import io.kindling.backend.BackendProvider;
import io.kindling.backend.NativeException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** Brings oneDNN into the process. */
final class OneDnnLibrary {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64");

  /**
   * The file that this process has loaded: a fact of the process, like the library itself. The
   * loader would look into its cache again at every call, which may be gone by then (a Spark
   * context that stops deletes its local directories), although the library stays in memory.
   */
  private static final AtomicReference<String> LOADED = new AtomicReference<>();

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
   * Unpacks the library and loads it; later calls do nothing more.
   *
   * @return the file that was loaded
   * @throws NativeException when it cannot be loaded, with the loader's own exception as cause
   */
  static synchronized String load() {
    String loaded = LOADED.get();
    if (loaded != null) {
      return loaded;
    }
    Path directory = directory();
    try {
      OpenMp.prepare(directory);
      // OpenMP's threads spin while they wait for each other, by default for milliseconds: on a
      // busy machine, where the other one may have no core, LeNet ran 20 times slower so than with
      // a thousand turns, which still cover the microseconds between primitives.
      if (System.getenv("OMP_WAIT_POLICY") == null) {
        OpenMp.preset("GOMP_SPINCOUNT", "1000");
      }
      // The class that describes the library first: unlike the one with the functions it can be
      // asked again after a failure.
      String file = Loader.load(org.bytedeco.dnnl.presets.dnnl.class);
      if (file == null) {
        throw new NativeException("oneDNN: expected a file that was loaded, got none.");
      }
      LOADED.set(file);
      return file;
    } catch (LinkageError e) {
      Throwable cause = e.getCause();
      throw new NativeException(
          "oneDNN: expected loadable libraries in "
              + directory
              + ", got "
              + (cause == null ? e : e + ", caused by " + cause)
              + ". Name a directory on a file system without noexec by -D"
              + BackendProvider.NATIVE_CACHE
              + ", and see that libgomp is there.",
          e);
    }
  }

  /** Returns where libraries are unpacked to: as users say, else where the loader chooses. */
  private static Path directory() {
    String named = System.getProperty(BackendProvider.NATIVE_CACHE);
    try {
      if (named != null && System.getProperty(CACHE) == null) {
        // JavaCPP would go to the home directory without a word when it cannot use this one.
        if (!Files.isWritable(Files.createDirectories(Path.of(named)))) {
          throw new AccessDeniedException(named);
        }
        System.setProperty(CACHE, named);
      }
      return Loader.getCacheDir().toPath();
    } catch (IOException e) {
      throw new NativeException(
          "oneDNN: expected a directory to unpack libraries to, got "
              + e
              + ". Name one that can be written by -D"
              + BackendProvider.NATIVE_CACHE
              + ".",
          e);
    }
  }

  /** Returns why this processor does not compute in bfloat16; empty where it does. */
  static Optional<String> withoutBfloat16() {
    return InstructionSet.withoutBfloat16(dnnl.dnnl_get_effective_cpu_isa());
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
