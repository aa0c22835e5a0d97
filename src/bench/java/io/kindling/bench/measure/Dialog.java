package io.kindling.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that is talked to line by line; no answer is waited for without end. */
public final class Dialog implements AutoCloseable {
  private static final int REMEMBERED = 12;
  private static final long GRACE_SECONDS = 10;
  private static final String END = "@end";

  private final String name;
  private final Process process;
  private final PrintStream to;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Deque<String> other = new ArrayDeque<>();

  private Dialog(String name, Process process) {
    this.name = name;
    this.process = process;
    this.to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Starts a process. */
  public static Dialog start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Dialog dialog = new Dialog(name, builder.start());
    Thread reader = new Thread(dialog::read, "reads " + name);
    reader.setDaemon(true);
    reader.start();
    return dialog;
  }

  private void read() {
    try (BufferedReader from = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    lines.add(END);
  }

  long pid() {
    return process.pid();
  }

  /** Writes a line to its input. */
  public void say(String line) {
    to.println(line);
  }

  /**
   * Waits for a line that begins with a word and returns the rest of it.
   *
   * @throws ContenderException when the process ends before it, or the limit passes
   */
  public String await(String word, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      String line = next(end - System.nanoTime(), word, limit);
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
      if (line.equals(END)) {
        throw failure("\"" + word + "\"", "the end of the process");
      }
      other.addLast(line);
      if (other.size() > REMEMBERED) {
        other.removeFirst();
      }
    }
  }

  private String next(long nanos, String word, Duration limit) {
    String line;
    try {
      line = lines.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("\"" + word + "\"", "an interruption");
    }
    if (line == null) {
      throw failure("\"" + word + "\" within " + limit.toSeconds() + " s", "silence");
    }
    return line;
  }

  private ContenderException failure(String expected, String got) {
    String said = other.isEmpty() ? "nothing" : "\n  " + String.join("\n  ", other);
    return new ContenderException(
        name + ": expected " + expected + ", got " + got + ". It printed " + said);
  }

  /** Ends the input, which ends the process; one that does not end soon is killed. */
  @Override
  public void close() {
    to.close();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
