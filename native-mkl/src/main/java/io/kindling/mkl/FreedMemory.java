package io.kindling.mkl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.Optional;

/**
 * Memory that has been freed and that the C library keeps for later. Compiling leaves tens of
 * megabytes of it behind, oneDNN's and those of the virtual machine's own compilers, just before a
 * plan wants memory of its own.
 *
 * <p>Of the libraries there are only glibc can be asked for it; others keep what they keep.
 */
final class FreedMemory {
  /** To ask takes a few milliseconds, more than compiling a plan that needs less than this. */
  static final long WORTH_ASKING = 16L << 20;

  private FreedMemory() {}

  /** Gives the system all whole pages that hold nothing. */
  static void giveBack() {
    long keep = 0;
    find().ifPresent(trim -> trim.invokeInt(new Object[] {keep}));
  }

  private static Optional<Function> find() {
    try {
      return Optional.of(NativeLibrary.getProcess().getFunction("malloc_trim"));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }
}
