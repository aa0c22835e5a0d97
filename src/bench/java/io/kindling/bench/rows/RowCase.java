package io.kindling.bench.rows;

import io.kindling.bench.network.BenchNetwork;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.tensor.Shape;
import java.util.Locale;

/** The table of what is trained on many rows. */
enum RowCase {
  /** Gray images of 28x28 pixels as floats. */
  LENET(784, 512) {
    @Override
    Network network() {
      return BenchNetwork.LENET.network();
    }
  },
  /** Rows of 4,000 floats. */
  MLP4000(4_000, 256) {
    @Override
    Network network() {
      return Network.sequential(
          Shape.of(4_000), Dense.of(512), Relu.of(), Dense.of(512), Relu.of(), Dense.of(CLASSES));
    }
  };

  static final int CLASSES = 10;

  private final int numbers;
  private final int batch;

  RowCase(int numbers, int batch) {
    this.numbers = numbers;
    this.batch = batch;
  }

  abstract Network network();

  /** Returns how many numbers a row has. */
  int numbers() {
    return numbers;
  }

  /** Returns the global batch. */
  int batch() {
    return batch;
  }

  String part() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RowCase of(String part) {
    return valueOf(part.toUpperCase(Locale.ROOT));
  }
}
