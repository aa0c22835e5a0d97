package io.kindling.mkl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.kindling.backend.NativeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The OpenMP runtime that oneDNN runs on: the one that is mapped into this process. Several copies
 * may lie on the disk, and setting threads in another one would do nothing.
 */
final class OpenMp {
  private final NativeLibrary library;

  private OpenMp(NativeLibrary library) {
    this.library = library;
  }

  /**
   * Finds the mapped runtime.
   *
   * @throws NativeException when there is none, or more than one
   */
  static OpenMp mapped() {
    if (!Platform.isLinux()) {
      return new OpenMp(NativeLibrary.getProcess());
    }
    List<String> found = mappedPaths();
    if (found.size() != 1) {
      throw new NativeException(
          "OpenMp: expected one libgomp in this process, got "
              + found
              + ". Load no second library with an OpenMP runtime of its own.");
    }
    return new OpenMp(NativeLibrary.getInstance(found.get(0)));
  }

  private static List<String> mappedPaths() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .filter(line -> line.contains("/libgomp"))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new NativeException("OpenMp: expected a readable /proc/self/maps, got " + e + ".", e);
    }
  }

  /**
   * Sets an environment variable of this process unless it is set; the runtime reads its variables
   * when it is loaded and never again.
   */
  static void preset(String name, String value) {
    if (System.getenv(name) == null && !Platform.isWindows()) {
      int keep = 0;
      NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {name, value, keep});
    }
  }

  /** Sets the number of threads of parallel regions that the calling thread starts. */
  void threads(int count) {
    library.getFunction("omp_set_num_threads").invokeVoid(new Object[] {count});
    int actual = library.getFunction("omp_get_max_threads").invokeInt(new Object[0]);
    if (actual != count) {
      throw new NativeException(
          "OpenMp: expected "
              + count
              + " threads, got "
              + actual
              + ". Unset OMP_THREAD_LIMIT and OMP_DYNAMIC.");
    }
  }

  /** Returns the file of the runtime. */
  Optional<String> path() {
    return Optional.ofNullable(library.getFile()).map(file -> file.getPath());
  }

  /** Returns a function of the runtime. */
  Function function(String name) {
    return library.getFunction(name);
  }
}
