package io.kindling.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A contender in a process of its own.
 *
 * <p>It prints {@code @ready WORDS} when it is warm, and for each line {@code round SECONDS} that
 * it reads a line {@code @round UNITS SECONDS}; it ends when its input does. Other lines that it
 * prints are kept for error messages.
 */
public final class ProcessContender implements Contender {
  private static final Duration START = Duration.ofMinutes(8);

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final boolean disturbed;
  private Optional<Dialog> dialog = Optional.empty();
  private String description = "";

  /**
   * Describes a contender; {@link #start} starts it.
   *
   * @param environment what is set beside this process's environment
   */
  public ProcessContender(String name, List<String> command, Map<String, String> environment) {
    this(name, command, environment, false);
  }

  private ProcessContender(
      String name, List<String> command, Map<String, String> environment, boolean disturbed) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.disturbed = disturbed;
  }

  /**
   * Returns the same contender, not started, with one foreign process that keeps a core busy in
   * each of its rounds. That process does not count as a disturbance.
   */
  public ProcessContender besideForeignProcess() {
    return new ProcessContender(name + " beside a busy process", command, environment, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void start() {
    try {
      Dialog started = Dialog.start(name, command, environment);
      dialog = Optional.of(started);
      description = started.await("@ready", START);
    } catch (IOException e) {
      throw new ContenderException(name + ": expected a process, got " + e.getMessage() + ".");
    }
  }

  @Override
  public Round round(double seconds) {
    Dialog open =
        dialog.orElseThrow(
            () -> new IllegalStateException(name + ": expected a started contender. Start it."));
    if (!disturbed) {
      return PacedRound.ask(name, List.of(open), seconds);
    }
    try (ForeignProcess foreign = ForeignProcess.start()) {
      return PacedRound.ask(name, List.of(open), seconds, List.of(foreign.pid()));
    }
  }

  @Override
  public void close() {
    dialog.ifPresent(Dialog::close);
    dialog = Optional.empty();
  }
}
