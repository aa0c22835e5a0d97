package io.kindling.distributed;

import com.sun.management.ThreadMXBean;
import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;
import io.kindling.layers.schedule.History;
import io.kindling.layers.schedule.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A schedule that looks, before each step, at what the threads of a worker have allocated. */
public record WatchingSchedule(double rate) implements Schedule {
  /** The threads that have a part in every step. */
  enum Part {
    WORKER("kindling-worker-0"),
    COMPUTE("kindling-onednn"),
    FEED("kindling-feed");

    private final String thread;

    Part(String thread) {
      this.thread = thread;
    }
  }

  /** What a worker in this process is seen to do; one fit at a time. */
  static final class Notes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long[] ids = new long[Part.values().length];
    private final long[][] allocated;
    private final long[] resident;

    Notes(int steps) {
      allocated = new long[Part.values().length][steps];
      resident = new long[steps];
    }

    private void look(int step) {
      if (step >= resident.length) {
        return;
      }
      if (step == 0) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
          for (Part part : Part.values()) {
            if (thread.getName().equals(part.thread)) {
              ids[part.ordinal()] = thread.getId();
            }
          }
        }
      }
      if (step % 500 == 0) {
        resident[step] = anonymousBytes();
      }
      for (int i = 0; i < ids.length; i++) {
        allocated[i][step] = THREADS.getThreadAllocatedBytes(ids[i]);
      }
    }

    /**
     * Returns the fewest bytes that a thread has allocated in some steps that follow each other.
     */
    long least(Part part, int from, int to, int steps) {
      assertSeen(part);
      long least = Long.MAX_VALUE;
      long[] bytes = allocated[part.ordinal()];
      for (int first = from; first + steps < to; first += steps) {
        least = Math.min(least, bytes[first + steps] - bytes[first]);
      }
      return least;
    }

    private void assertSeen(Part part) {
      if (ids[part.ordinal()] == 0) {
        throw new AssertionError("no thread " + part.thread + " among " + Arrays.toString(ids));
      }
    }

    /**
     * Returns the memory of the process, without files, before a step that is a multiple of 500.
     */
    long resident(int step) {
      return resident[step];
    }

    private static long anonymousBytes() {
      try {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("RssAnon:"))
            .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static volatile Notes notes = new Notes(0);

  /** Begins new notes of the next fit. */
  static Notes begin(int steps) {
    Notes fresh = new Notes(steps);
    notes = fresh;
    return fresh;
  }

  @Override
  public double rate(long now, long stepsPerEpoch, History history) {
    notes.look((int) now);
    return rate;
  }

  /** Lets it stand in JSON. */
  public static final class Types implements JsonTypesProvider {
    @Override
    public JsonTypes types() {
      return JsonTypes.none().with(WatchingSchedule.class);
    }
  }
}
