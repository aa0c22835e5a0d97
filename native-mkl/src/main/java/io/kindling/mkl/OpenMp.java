package io.kindling.mkl;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.kindling.backend.NativeException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The OpenMP runtime that oneDNN calls. Several copies may lie on the disk and even in the process,
 * and setting threads in another one would do nothing; so its functions are looked up as the
 * dynamic linker does for oneDNN: in the process' global scope, then among the libraries that
 * oneDNN's own file depends on.
 */
final class OpenMp {
  private static final String SET = "omp_set_num_threads";
  private static final String JNA_DIRECTORY = "jna.tmpdir";

  /** The functions under their names in C, bound so that a call makes no object. */
  private static final class Calls {
    private Calls() {}

    static native void omp_set_num_threads(int count);

    static native int omp_get_max_threads();
  }

  private OpenMp() {}

  /**
   * Finds the runtime of a library that is loaded.
   *
   * @param library the file of the library
   * @throws NativeException when it has none
   */
  static OpenMp of(String library) {
    synchronized (Calls.class) {
      if (!Native.registered(Calls.class)) {
        NativeLibrary found =
            having(NativeLibrary.getProcess())
                .or(() -> having(NativeLibrary.getInstance(library)))
                .orElseThrow(() -> missing(library));
        Native.register(Calls.class, found);
      }
    }
    return new OpenMp();
  }

  private static Optional<NativeLibrary> having(NativeLibrary library) {
    try {
      library.getFunction(SET);
      return Optional.of(library);
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
    Calls.omp_set_num_threads(count);
    int actual = threads();
    if (actual != count) {
      throw new NativeException(
          "OpenMp: expected "
              + count
              + " threads, got "
              + actual
              + ". Unset OMP_THREAD_LIMIT and OMP_DYNAMIC.");
    }
  }

  /** Returns the number of threads of parallel regions that the calling thread starts. */
  int threads() {
    return Calls.omp_get_max_threads();
  }

  /** Runs a task on the calling thread without a team; the thread's setting is as it was then. */
  void alone(Runnable task) {
    int before = threads();
    Calls.omp_set_num_threads(1);
    try {
      task.run();
    } finally {
      Calls.omp_set_num_threads(before);
    }
  }

  /** Gets something on the calling thread without a team. */
  <T> T getAlone(Supplier<T> supplier) {
    int before = threads();
    Calls.omp_set_num_threads(1);
    try {
      return supplier.get();
    } finally {
      Calls.omp_set_num_threads(before);
    }
  }
}
