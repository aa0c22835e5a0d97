package io.kindling.mkl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.kindling.backend.NativeException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The OpenMP runtime that oneDNN calls. Several copies may lie on the disk and even in the process,
 * and setting threads in another one would do nothing; so its functions are looked up as the
 * dynamic linker does for oneDNN: in the process' global scope, then among the libraries that
 * oneDNN's own file depends on.
 */
final class OpenMp {
  private static final String SET = "omp_set_num_threads";
  private static final String GET = "omp_get_max_threads";
  private static final String JNA_DIRECTORY = "jna.tmpdir";

  private final Function setThreads;
  private final Function maxThreads;

  private OpenMp(Function setThreads, Function maxThreads) {
    this.setThreads = setThreads;
    this.maxThreads = maxThreads;
  }

  /**
   * Finds the runtime of a library that is loaded.
   *
   * @param library the file of the library
   * @throws NativeException when it has none
   */
  static OpenMp of(String library) {
    NativeLibrary process = NativeLibrary.getProcess();
    NativeLibrary own = NativeLibrary.getInstance(library);
    Function set = find(process, SET).or(() -> find(own, SET)).orElseThrow(() -> missing(library));
    Function get = find(process, GET).or(() -> find(own, GET)).orElseThrow(() -> missing(library));
    return new OpenMp(set, get);
  }

  private static Optional<Function> find(NativeLibrary library, String name) {
    try {
      return Optional.of(library.getFunction(name));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  private static NativeException missing(String library) {
    return new NativeException(
        "OpenMp: expected an OpenMP runtime behind "
            + library
            + ", got none. Install libgomp, or use the reference backend.");
  }

  /**
   * Loads JNA, whose own library goes to this directory too, so that users name one for both; not
   * where they have named another for JNA.
   *
   * @throws LinkageError when it cannot be loaded from there
   */
  static void prepare(Path directory) {
    if (System.getProperty(JNA_DIRECTORY) != null) {
      return;
    }
    System.setProperty(JNA_DIRECTORY, directory.toString());
    try {
      NativeLibrary.getProcess();
    } finally {
      System.clearProperty(JNA_DIRECTORY);
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

  /**
   * Sets the number of threads of parallel regions that the calling thread starts.
   *
   * @throws NativeException when the runtime refuses
   */
  void threads(int count) {
    setThreads.invokeVoid(new Object[] {count});
    int actual = maxThreads.invokeInt(new Object[0]);
    if (actual != count) {
      throw new NativeException(
          "OpenMp: expected "
              + count
              + " threads, got "
              + actual
              + ". Unset OMP_THREAD_LIMIT and OMP_DYNAMIC.");
    }
  }
}
