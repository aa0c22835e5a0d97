package io.kindling.distributed.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many more threads this process may start. Where there are too few, a thread that the native
 * library starts ends the process without a word, so whoever needs some asks before.
 *
 * @param limit what limits it, in words
 * @param most how many there may be
 * @param used how many of them there are
 */
record ThreadRoom(String limit, long most, long used) {
  private static final Path PROCESSES = Path.of("/proc");

  /** The kernel's limits of control groups, of both versions, as a container sees its own. */
  private static final List<Path> GROUPS =
      List.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/pids"));

  /** CAP_SYS_ADMIN and CAP_SYS_RESOURCE, which the limit of processes does not bind. */
  private static final long FREE = 1L << 21 | 1L << 24;

  /**
   * Checks that there is room for some more threads.
   *
   * @throws IllegalArgumentException when there is less, with the limit and how to raise it
   */
  static void require(String who, int threads) {
    for (ThreadRoom room :
        List.of(ofUser(), ofGroup()).stream().flatMap(Optional::stream).toList()) {
      if (room.most - room.used < threads) {
        throw new IllegalArgumentException(
            who
                + ": expected room for "
                + threads
                + " more threads, got "
                + Math.max(0, room.most - room.used)
                + ": "
                + room.used
                + " of at most "
                + room.most
                + " are there. Raise the "
                + room.limit
                + ", or set fewer threads.");
      }
    }
  }

  /** Returns the limit of the user's processes; empty where none binds, or none is known. */
  static Optional<ThreadRoom> ofUser() {
    try {
      Optional<String> most =
          line(PROCESSES.resolve("self/limits"), "Max processes")
              .map(line -> line.split("\\s+")[0]);
      Status own = Status.of(PROCESSES.resolve("self/status"));
      if (most.isEmpty() || most.get().equals("unlimited") || own.user == 0 || own.isFree()) {
        return Optional.empty();
      }
      long used = 0;
      try (Stream<Path> all = Files.list(PROCESSES)) {
        for (Path process : all.filter(ThreadRoom::isProcess).toList()) {
          used += threads(process.resolve("status"), own.user);
        }
      }
      String limit = "limit of processes (ulimit -u; LimitNPROC of a service)";
      return Optional.of(new ThreadRoom(limit, Long.parseLong(most.get()), used));
    } catch (IOException | NumberFormatException e) {
      // No Linux, or one that shows nothing of itself: then nothing is known before.
      return Optional.empty();
    }
  }

  private static boolean isProcess(Path path) {
    return Character.isDigit(path.getFileName().toString().charAt(0));
  }

  private static long threads(Path status, long user) {
    try {
      Status process = Status.of(status);
      return process.user == user ? process.threads : 0;
    } catch (IOException | NumberFormatException e) {
      // It has ended meanwhile.
      return 0;
    }
  }

  private static Optional<ThreadRoom> ofGroup() {
    for (Path group : GROUPS) {
      try {
        String most = Files.readString(group.resolve("pids.max")).strip();
        if (!most.equals("max")) {
          long used = Long.parseLong(Files.readString(group.resolve("pids.current")).strip());
          String limit = "limit of processes of the container (pids)";
          return Optional.of(new ThreadRoom(limit, Long.parseLong(most), used));
        }
      } catch (IOException | NumberFormatException e) {
        // This version of control groups is not there.
        continue;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> line(Path file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).strip())
          .findFirst();
    }
  }

  /** What the kernel says of a process. */
  private record Status(long user, long threads, long capabilities) {
    static Status of(Path file) throws IOException {
      List<String> lines = Files.readAllLines(file);
      return new Status(
          Long.parseLong(value(lines, "Uid:")),
          Long.parseLong(value(lines, "Threads:")),
          Long.parseUnsignedLong(value(lines, "CapEff:"), 16));
    }

    private static String value(List<String> lines, String name) {
      return lines.stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).strip().split("\\s+")[0])
          .findFirst()
          .orElse("");
    }

    boolean isFree() {
      return (capabilities & FREE) != 0;
    }
  }
}
