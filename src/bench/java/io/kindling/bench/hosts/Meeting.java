package io.kindling.bench.hosts;

import io.kindling.bench.measure.ContenderException;
import io.kindling.bench.measure.Dialog;
import io.kindling.bench.measure.PacedRound;
import io.kindling.bench.measure.Round;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How processes of one session find each other: each says on its output where it listens, and is
 * told on its input where all do.
 */
public final class Meeting implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final String AT = "@at";

  private final List<Dialog> workers;

  private Meeting(List<Dialog> workers) {
    this.workers = workers;
  }

  /** Starts a process for each command and lets them meet; the first one is rank 0. */
  public static Meeting start(List<List<String>> commands) {
    Meeting meeting = new Meeting(new ArrayList<>());
    try {
      for (List<String> command : commands) {
        String name = "worker " + meeting.workers.size();
        meeting.workers.add(Dialog.start(name, command, Map.of()));
      }
      List<String> places = new ArrayList<>();
      for (Dialog worker : meeting.workers) {
        places.add(worker.await(AT, START));
      }
      meeting.workers.forEach(worker -> worker.say(String.join(";", places)));
      return meeting;
    } catch (IOException e) {
      meeting.close();
      throw new ContenderException("Meeting: cannot start a worker: " + e.getMessage());
    } catch (RuntimeException e) {
      meeting.close();
      throw e;
    }
  }

  /** Waits for a line of rank 0 that begins with a word, and returns the rest of it. */
  public String await(String word, Duration limit) {
    return workers.get(0).await(word, limit);
  }

  /** Asks rank 0, which trains in rounds, for one of them. */
  Round round(String name, double seconds) {
    return PacedRound.ask(name, workers, seconds);
  }

  /** Says, in a worker, where it listens, and returns what all have said, by rank. */
  static List<String> join(String place) throws IOException {
    System.out.println(AT + " " + place);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    if (line == null) {
      throw new IOException("Meeting: expected the places of all workers, got the end of input.");
    }
    return List.of(line.split(";"));
  }

  @Override
  public void close() {
    workers.forEach(Dialog::close);
  }
}
