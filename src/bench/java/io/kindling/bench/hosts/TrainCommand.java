package io.kindling.bench.hosts;

import io.kindling.bench.measure.Contender;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.distributed.transport.SessionSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What workers in processes of their own train.
 *
 * @param network one of the benchmarks' networks
 * @param data the folder of MNIST, or {@code random:ROWS}
 * @param batch rows of a step over all workers
 * @param threads of each worker
 * @param sync {@code step}, {@code bf16}, {@code fp16}, {@code threshold} or {@code local:STEPS}
 * @param steps the most to be made
 * @param warm steps that are made before the clock starts
 * @param target the validation accuracy that ends training; above 1 for none
 * @param interval steps between two looks at it
 * @param late whether sums start after the backward pass, to see what starting early hides
 * @param pace seconds to warm up before rounds are asked for; 0: {@code steps} at once
 */
record TrainCommand(
    String network,
    String data,
    int batch,
    int threads,
    String sync,
    int steps,
    int warm,
    double target,
    int interval,
    double rate,
    boolean late,
    double pace) {
  /**
   * What rank 0 has measured after the clock started.
   *
   * @param seconds of all steps, looks at the accuracy left out
   * @param steps how many there were
   * @param sentBytes by rank 0
   * @param accuracy at the end
   * @param computeSeconds of a step of rank 0 without its waiting for sums
   * @param sumSeconds of a step in which rank 0 did nothing but wait for sums
   * @param lastShare the share of the gradient that leaves last
   */
  record Measured(
      double seconds,
      long steps,
      long sentBytes,
      double accuracy,
      double computeSeconds,
      double sumSeconds,
      long parameters,
      double lastShare) {
    static Measured of(String line) {
      String[] words = line.split(" ");
      return new Measured(
          Double.parseDouble(words[0]),
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          Double.parseDouble(words[3]),
          Double.parseDouble(words[4]),
          Double.parseDouble(words[5]),
          Long.parseLong(words[6]),
          Double.parseDouble(words[7]));
    }

    double rows(int batch) {
      return steps * batch / seconds;
    }
  }

  static TrainCommand of(String network, String data, int batch, int threads) {
    return new TrainCommand(network, data, batch, threads, "step", 60, 20, 2, 0, 0.05, false, 0);
  }

  TrainCommand sync(String other) {
    return new TrainCommand(
        network, data, batch, threads, other, steps, warm, target, interval, rate, late, pace);
  }

  TrainCommand steps(int most, int before) {
    return new TrainCommand(
        network, data, batch, threads, sync, most, before, target, interval, rate, late, pace);
  }

  TrainCommand until(double accuracy, int every) {
    return new TrainCommand(
        network, data, batch, threads, sync, steps, warm, accuracy, every, rate, late, pace);
  }

  TrainCommand late(boolean on) {
    return new TrainCommand(
        network, data, batch, threads, sync, steps, warm, target, interval, rate, on, pace);
  }

  TrainCommand paced(double warmUp) {
    return new TrainCommand(
        network, data, batch, threads, sync, steps, warm, target, interval, rate, late, warmUp);
  }

  private List<String> arguments(int rank, int workers, String host, String secret) {
    return List.of(
        Integer.toString(rank),
        Integer.toString(workers),
        host,
        secret,
        network,
        data,
        Integer.toString(batch),
        Integer.toString(threads),
        sync,
        Integer.toString(steps),
        Integer.toString(warm),
        Double.toString(target),
        Integer.toString(interval),
        Double.toString(rate),
        Boolean.toString(late),
        Double.toString(pace));
  }

  static TrainCommand parse(List<String> words) {
    return new TrainCommand(
        words.get(0),
        words.get(1),
        Integer.parseInt(words.get(2)),
        Integer.parseInt(words.get(3)),
        words.get(4),
        Integer.parseInt(words.get(5)),
        Integer.parseInt(words.get(6)),
        Double.parseDouble(words.get(7)),
        Integer.parseInt(words.get(8)),
        Double.parseDouble(words.get(9)),
        Boolean.parseBoolean(words.get(10)),
        Double.parseDouble(words.get(11)));
  }

  /** Trains on workers of this host, or on hosts of their own. */
  Measured run(int workers, Optional<Hosts> hosts, Duration limit) {
    try (Meeting meeting = Meeting.start(commands(workers, hosts))) {
      return Measured.of(meeting.await("@done", limit));
    }
  }

  /** Returns what trains in rounds on workers of this host, not started. */
  Contender contender(String name, int workers) {
    return new SessionContender(name, commands(workers, Optional.empty()));
  }

  private List<List<String>> commands(int workers, Optional<Hosts> hosts) {
    String secret = SessionSecret.create().hex();
    List<List<String>> commands = new ArrayList<>();
    for (int rank = 0; rank < workers; rank++) {
      String host = hosts.isPresent() ? Hosts.address(rank) : "127.0.0.1";
      List<String> command =
          JavaCommand.of(
              TrainProgram.class, arguments(rank, workers, host, secret).toArray(String[]::new));
      commands.add(hosts.isPresent() ? hosts.get().on(rank, command) : command);
    }
    return commands;
  }
}
