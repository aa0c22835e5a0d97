package io.kindling.backend;

import io.kindling.tensor.Tensor;

/**
 * A graph compiled for one batch size: running it reads the inputs and parameters and writes the
 * outputs, all in memory that was settled when it was compiled.
 */
public interface Plan extends AutoCloseable {
  /**
   * Returns the memory of an input, parameter or output by name, row-major.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  Tensor tensor(String name);

  /** Returns the batch size. */
  long batch();

  /** Runs all nodes once. */
  void run();

  /**
   * Makes the next run read parameters again, in a plan whose parameters are fixed; the first run
   * reads them anyway. Other plans read them in every run.
   */
  void refresh();

  /** Returns a table of the steps: node, kernel, layout; for people. */
  String describe();

  @Override
  void close();
}
