package io.kindling.bench.measure;

/** Something whose speed is measured in rounds. */
public interface Contender extends AutoCloseable {
  /** Returns the name in tables. */
  String name();

  /** Returns what it says of itself since it was started; empty when it says nothing. */
  default String description() {
    return "";
  }

  /**
   * Prepares and warms up.
   *
   * @throws ContenderException when it cannot take part
   */
  void start();

  /**
   * Works for about a number of seconds.
   *
   * @throws ContenderException when it cannot
   */
  Round round(double seconds);

  /** Ends it; a second call does nothing. */
  @Override
  void close();
}
