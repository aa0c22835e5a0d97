package io.kindling.bench;

import io.kindling.backend.Precision;
import java.io.PrintStream;
import java.util.List;

/** One thing that is measured; {@link Benchmarks} lists them all. */
public interface Benchmark {
  /** Returns the name that it is run by. */
  String name();

  /** Returns what it measures, in one line. */
  String summary();

  /** Returns the parts that may be chosen by name; all of them run when none is. */
  List<String> parts();

  /** Returns the parts of which something is required in a precision: all of them in float32. */
  default List<String> required(Precision precision) {
    return precision == Precision.FLOAT32 ? parts() : List.of();
  }

  /** Returns whether what it requires shall be reached on one thread too, not only on all. */
  default boolean holdsOnOneThread() {
    return true;
  }

  /**
   * Measures.
   *
   * @param out takes progress and details while it runs; the rows are printed by the caller
   * @return one row for each figure that is compared
   */
  List<Row> run(Options options, PrintStream out);
}
