package io.kindling.bench.hosts;

import io.kindling.bench.measure.Contender;
import io.kindling.bench.measure.ContenderException;
import io.kindling.bench.measure.Round;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Workers that train together, in processes of their own, as long as rank 0 is asked to. */
final class SessionContender implements Contender {
  private static final Duration START = Duration.ofMinutes(8);

  private final String name;
  private final List<List<String>> commands;
  private Optional<Meeting> meeting = Optional.empty();

  SessionContender(String name, List<List<String>> commands) {
    this.name = name;
    this.commands = List.copyOf(commands);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    Meeting started = Meeting.start(commands);
    meeting = Optional.of(started);
    started.await("@ready", START);
  }

  @Override
  public Round round(double seconds) {
    return meeting
        .orElseThrow(() -> new ContenderException(name + ": expected to be started. Start it."))
        .round(name, seconds);
  }

  @Override
  public void close() {
    meeting.ifPresent(Meeting::close);
    meeting = Optional.empty();
  }
}
