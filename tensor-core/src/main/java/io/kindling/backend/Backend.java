package io.kindling.backend;

import io.kindling.graph.Graph;
import java.util.Optional;

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

  /** Returns why its plans cannot compute in a precision; empty where they can. */
  Optional<String> unsupported(Precision precision);

  /**
   * Settles shapes, layouts, memory and order of a graph.
   *
   * @throws IllegalArgumentException when the graph cannot be compiled, naming the node and why, or
   *     in this precision
   */
  Plan compile(Graph graph, CompileOptions options);

  /**
   * Refuses a precision that its plans cannot compute in.
   *
   * @throws IllegalArgumentException naming the precision and why
   */
  default void requireSupported(Precision precision) {
    unsupported(precision)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(
                  "precision: expected one that the backend %s computes in, got %s: %s. %s"
                      .formatted(
                          name(), precision.text(), reason, "Set precision to float32 or auto."));
            });
  }

  @Override
  void close();
}
