package io.kindling.mkl;

import io.kindling.backend.Backend;
import io.kindling.backend.NativeException;

/** Opens the backend in a process of its own and prints what came of it. */
public final class OpenOnce {
  private OpenOnce() {}

  /** Runs in the child process. */
  public static void main(String[] args) {
    try (Backend backend = new OneDnnProvider().open(1)) {
      System.out.println("opened " + backend.description());
    } catch (NativeException e) {
      System.out.println("refused " + e.getMessage());
    }
  }
}
