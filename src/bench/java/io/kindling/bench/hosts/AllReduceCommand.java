package io.kindling.bench.hosts;

import io.kindling.bench.measure.JavaCommand;
import io.kindling.distributed.transport.SessionSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sums in processes of this host, or of hosts of their own.
 *
 * @param roundBytes how much is summed in a round, at least one vector
 */
record AllReduceCommand(int workers, Way way, long roundBytes, List<Long> sizes) {
  private static final String LOCAL = "127.0.0.1";

  /** How the values of processes of one host travel. */
  enum Way {
    /** As users get it: through memory that processes share where they are on one host. */
    DEFAULT,
    /** Through sockets, as between hosts. */
    SOCKETS,
    /** Through sockets, encrypted. */
    ENCRYPTED
  }

  /**
   * What a vector took.
   *
   * @param ours seconds of a sum
   * @param bare seconds of the exchange over plain sockets
   * @param processor processor seconds of rank 0 for a sum
   */
  record Times(long bytes, double ours, double bare, double processor) {
    static Times of(String line) {
      String[] words = line.split(" ");
      return new Times(
          Long.parseLong(words[0]),
          Double.parseDouble(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]));
    }

    @Override
    public String toString() {
      return bytes + " " + ours + " " + bare + " " + processor;
    }
  }

  AllReduceCommand(int workers, Way way, List<Long> sizes) {
    this(workers, way, 256L << 20, sizes);
  }

  static AllReduceCommand parse(List<String> words) {
    return new AllReduceCommand(
        Integer.parseInt(words.get(0)),
        Way.valueOf(words.get(1)),
        Long.parseLong(words.get(2)),
        words.stream().skip(3).map(Long::parseLong).toList());
  }

  private String[] arguments(int rank, String host, String secret) {
    List<String> words = new ArrayList<>(List.of(Integer.toString(rank), host, secret));
    words.addAll(List.of(Integer.toString(workers), way.name(), Long.toString(roundBytes)));
    sizes.forEach(size -> words.add(Long.toString(size)));
    return words.toArray(String[]::new);
  }

  /**
   * Returns what each size took.
   *
   * @param limit of one size
   */
  List<Times> run(Optional<Hosts> hosts, Duration limit) {
    String secret = SessionSecret.create().hex();
    List<List<String>> commands = new ArrayList<>();
    for (int rank = 0; rank < workers; rank++) {
      String host = hosts.isPresent() ? Hosts.address(rank) : LOCAL;
      List<String> command = JavaCommand.of(AllReduceProgram.class, arguments(rank, host, secret));
      commands.add(hosts.isPresent() ? hosts.get().on(rank, command) : command);
    }
    try (Meeting meeting = Meeting.start(commands)) {
      return sizes.stream().map(size -> Times.of(meeting.await("@time", limit))).toList();
    }
  }
}
