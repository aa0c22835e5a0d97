package io.kindling.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * A contender whose every round is a process of its own, for what happens once in a process. Its
 * figure is a quantity and not a rate: so many units in one second.
 */
public record FreshProcess(ProcessContender process) implements Contender {
  @Override
  public String name() {
    return process.name();
  }

  @Override
  public String description() {
    return process.description();
  }

  @Override
  public void start() {
    // Nothing is prepared: each round begins anew.
  }

  @Override
  public Round round(double seconds) {
    try {
      process.start();
      return process.round(seconds);
    } finally {
      process.close();
    }
  }

  @Override
  public void close() {
    process.close();
  }

  /** The side of the process: waits until it is asked, then finds one quantity and answers. */
  public static void answer(String description, DoubleSupplier quantity) {
    System.out.println("@ready " + description);
    System.out.flush();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      if (in.readLine() != null) {
        System.out.printf(Locale.ROOT, "@round %.9f 1%n", quantity.getAsDouble());
        System.out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
