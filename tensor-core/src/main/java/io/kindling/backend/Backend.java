package io.kindling.backend;

import io.kindling.graph.Graph;

/**
 * Compiles graphs to plans for one processor and a fixed number of threads.
 *
 * <p>A backend and the plans that it compiled are used by one thread at a time; any number of
 * backends work side by side. Closing it ends its threads; its plans are closed before.
 */
public interface Backend extends AutoCloseable {
  /** Returns the name that users choose it by: {@code onednn}, {@code reference}. */
  String name();

  /** Returns the version and instruction set in words, for logs and summaries. */
  String description();

  /** Returns the number of threads that its plans run on. */
  int threads();

  /**
   * Settles shapes, layouts, memory and order of a graph.
   *
   * @throws IllegalArgumentException when the graph cannot be compiled, naming the node and why
   */
  Plan compile(Graph graph, CompileOptions options);

  @Override
  void close();
}
