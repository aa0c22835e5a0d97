package io.kindling.bench.update;

import io.kindling.backend.Precision;
import io.kindling.bench.train.TrainCase;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.optimizer.StepOptimizer;
import io.kindling.tensor.Shape;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An optimizer whose update is measured.
 *
 * <p>Counted are the numbers of a parameter that pass between processor and memory: its value, its
 * gradient and what the optimizer keeps are read, all but the gradient are written, and the norm of
 * the gradient, which is checked before, reads that once more.
 */
enum UpdateCase {
  /** With momentum: one number is kept. */
  SGD(Sgd.of().momentum(0.9), 1),
  /** Two numbers are kept. */
  ADAM(Adam.of(), 2);

  private static final long SIDE = 3872;

  private final StepOptimizer optimizer;
  private final int kept;

  UpdateCase(StepOptimizer optimizer, int kept) {
    this.optimizer = optimizer;
    this.kept = kept;
  }

  String part() {
    return name().toLowerCase(Locale.ROOT);
  }

  static UpdateCase named(String part) {
    return valueOf(part.toUpperCase(Locale.ROOT));
  }

  StepOptimizer optimizer() {
    return optimizer;
  }

  /** Returns the bytes that one update moves. */
  double bytes() {
    int read = 2 + kept + 1;
    int written = 1 + kept;
    return (double) (read + written) * Float.BYTES * SIDE * SIDE;
  }

  /** Returns a network of 15 million parameters in one matrix. */
  static TrainCase network() {
    OptionalDouble none = OptionalDouble.empty();
    return new TrainCase(
        "update",
        () -> Network.sequential(Shape.of(SIDE), Dense.of(SIDE).bias(false)),
        1,
        none,
        none,
        Precision.FLOAT32);
  }
}
