package io.kindling.bench.once;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.bench.measure.FreshProcess;
import io.kindling.bench.train.Steps;
import io.kindling.bench.train.TrainCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process whose memory is measured: {@code NETWORK THREADS}. */
final class MemoryProgram {
  private static final int STEPS = 20;
  private static final double KIB_OF_A_MIB = 1024;

  private MemoryProgram() {}

  /** Trains 20 steps and tells by how many MiB the peak of resident memory has grown. */
  public static void main(String[] args) {
    TrainCase one = TrainCase.named(args[0]);
    try (Backend backend = Backends.find().open("onednn", Integer.parseInt(args[1]))) {
      FreshProcess.answer(backend.description(), () -> growth(one, backend));
    }
  }

  static double growth(TrainCase one, Backend backend) {
    long[] before = new long[1];
    long[] after = new long[1];
    int[] done = new int[1];
    Steps.run(
        one,
        Steps.sgd(),
        backend,
        () -> before[0] = peak(),
        () -> {
          if (done[0]++ < STEPS) {
            return true;
          }
          after[0] = peak();
          return false;
        });
    return (after[0] - before[0]) / KIB_OF_A_MIB;
  }

  /** Returns the most KiB that were ever resident. */
  private static long peak() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("MemoryProgram: expected VmHWM, got none."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
