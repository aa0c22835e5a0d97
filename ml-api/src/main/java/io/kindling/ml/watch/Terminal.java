package io.kindling.ml.watch;

import io.kindling.training.EventSink;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known of the place that standard output goes to. */
final class Terminal {
  private static final int WIDTH = 80;
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  private Terminal() {}

  /** Returns what shows the progress of a run on standard output. */
  static EventSink progress(String name) {
    return isOne()
        ? new TerminalBar(name, System.out, width())
        : new ProgressLines(name, System.out::println);
  }

  /**
   * Returns whether somebody looks at standard output. A console would want standard input to be
   * theirs too, which it is not in the JVM that PySpark starts.
   */
  private static boolean isOne() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      Console console = System.console();
      return console != null && isTerminal(console);
    }
  }

  /** From Java 22 on there is a console where there is no terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9][0-9]{0,5}")
        ? Integer.parseInt(columns)
        : WIDTH;
  }
}
