package io.kindling.backend;

/** One node bound to its memory; running it reads its inputs and writes its outputs. */
@FunctionalInterface
public interface Kernel {
  /** Computes the node once. */
  void run();
}
