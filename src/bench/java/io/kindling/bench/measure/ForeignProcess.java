package io.kindling.bench.measure;

import java.io.IOException;

/** A process that keeps one core busy and does nothing else, until it is closed. */
final class ForeignProcess implements AutoCloseable {
  private final Process process;

  private ForeignProcess(Process process) {
    this.process = process;
  }

  static ForeignProcess start() {
    try {
      return new ForeignProcess(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
    } catch (IOException e) {
      throw new ContenderException(
          "ForeignProcess: expected a shell, got " + e.getMessage() + ". Install sh.");
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      // The round after this one shall not meet it.
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
