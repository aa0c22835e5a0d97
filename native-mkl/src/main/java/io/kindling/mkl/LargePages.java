package io.kindling.mkl;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.kindling.tensor.Tensor;

/**
 * Asks Linux for pages of 2 MiB behind the memory of a plan: fewer are to be provided when it is
 * first written, and fewer addresses to be looked up ever after. Where the system has none, or does
 * not give them, all goes on with small ones.
 */
final class LargePages {
  private static final long PAGE = 2L << 20;

  /** Advice number 14 of the system's call, the same on all processors that oneDNN is for. */
  private static final int MADV_HUGEPAGE = 14;

  private LargePages() {}

  /** Asks for large pages where whole ones fit, before anything is written there. */
  static void advise(Tensor tensor) {
    long first = (tensor.address() + PAGE - 1) / PAGE * PAGE;
    long end = (tensor.address() + tensor.bytes()) / PAGE * PAGE;
    if (Platform.isLinux() && first < end) {
      NativeLibrary.getProcess()
          .getFunction("madvise")
          .invokeInt(new Object[] {new Pointer(first), end - first, MADV_HUGEPAGE});
    }
  }
}
