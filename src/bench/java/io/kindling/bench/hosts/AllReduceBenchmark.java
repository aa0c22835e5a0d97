package io.kindling.bench.hosts;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Goal;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.hosts.AllReduceCommand.Way;
import io.kindling.bench.measure.Machine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Sums over 2, 3 and 4 processes beside the same exchange without sums over bare sockets between
 * them: MB/s as {@code 2 (n - 1) / n bytes / seconds}. As users get it, processes of one host share
 * memory; through sockets it is what processes of several hosts have.
 */
public final class AllReduceBenchmark implements Benchmark {
  private static final Duration LIMIT = Duration.ofSeconds(80);
  private static final long LATENCY_BYTES = 4 << 10;
  private static final long LARGE_BYTES = 16 << 20;
  private static final double LARGE_SHARE = 0.6;
  private static final double MOST_MILLIS = 1;

  private static final List<Long> SIZES =
      Stream.of(
              1L << 10,
              LATENCY_BYTES,
              64L << 10,
              1L << 20,
              4L << 20,
              LARGE_BYTES,
              64L << 20,
              256L << 20)
          .toList();

  /** The table of sessions. */
  private record Case(String part, int workers, Way way) {
    boolean encrypted() {
      return way == Way.ENCRYPTED;
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("2", 2, Way.DEFAULT),
          new Case("3", 3, Way.DEFAULT),
          new Case("4", 4, Way.DEFAULT),
          new Case("2-sockets", 2, Way.SOCKETS),
          new Case("3-sockets", 3, Way.SOCKETS),
          new Case("4-sockets", 4, Way.SOCKETS),
          new Case("2-encrypted", 2, Way.ENCRYPTED));

  @Override
  public String name() {
    return "allreduce";
  }

  @Override
  public String summary() {
    return "sums over processes beside the same exchange over bare sockets, 1 KiB to 256 MiB";
  }

  @Override
  public List<String> parts() {
    return CASES.stream().map(Case::part).toList();
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    List<Row> rows = new ArrayList<>();
    for (Case one : CASES) {
      if (options.parts().contains(one.part())) {
        rows.addAll(rows(one));
      }
    }
    return rows;
  }

  private static List<Row> rows(Case one) {
    List<Row> rows = new ArrayList<>();
    AllReduceCommand command = new AllReduceCommand(one.workers(), one.way(), SIZES);
    for (AllReduceCommand.Times times : command.run(Optional.empty(), LIMIT)) {
      rows.addAll(rows(one, times.bytes(), times.ours(), times.bare()));
    }
    return rows;
  }

  private static List<Row> rows(Case one, long bytes, double ours, double bare) {
    String name = "allreduce %s %s".formatted(one.part(), size(bytes));
    double moved = 2.0 * (one.workers() - 1) / one.workers() * bytes / 1e6;
    OptionalDouble required =
        bytes >= LARGE_BYTES && !one.encrypted()
            ? OptionalDouble.of(LARGE_SHARE)
            : OptionalDouble.empty();
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            name,
            OptionalDouble.of(moved / ours),
            OptionalDouble.of(moved / bare),
            required,
            "MB/s",
            "bare sockets without sums" + (one.encrypted() ? ", not encrypted" : "")));
    if (bytes == LATENCY_BYTES && one.workers() == 2) {
      rows.add(
          new Row(
              name + " time",
              OptionalDouble.of(ours * 1e3),
              OptionalDouble.of(MOST_MILLIS),
              one.encrypted() ? OptionalDouble.empty() : OptionalDouble.of(1),
              Goal.AT_MOST,
              "ms",
              "beside it the most that is allowed"));
    }
    return rows;
  }

  private static String size(long bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
  }
}
