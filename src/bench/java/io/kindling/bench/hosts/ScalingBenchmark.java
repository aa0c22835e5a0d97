package io.kindling.bench.hosts;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Goal;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.hosts.AllReduceCommand.Way;
import io.kindling.bench.hosts.TrainCommand.Measured;
import io.kindling.bench.measure.Contender;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.Tally;
import io.kindling.bench.measure.Turns;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A fixed global batch on more workers of one thread each, in processes of their own, in turns with
 * one worker of two threads; what starting sums early hides; and what more hosts would give.
 */
public final class ScalingBenchmark implements Benchmark {
  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final int MEGABITS = 1000;
  private static final int CLUSTER_BATCH = 64;
  private static final double CLUSTER_BANDWIDTH = 10e9 / 8;
  private static final double CLUSTER_LATENCY = 100e-6;
  private static final int CLUSTER_THREADS = 2;
  private static final long SMALL = 4 << 10;
  private static final long LARGE = 16 << 20;
  private static final double BACKWARD = 2.0 / 3;

  /** The table of networks: the global batch and what two workers are to reach. */
  private record Case(String network, int batch, int rows, double required) {
    TrainCommand command(int threads) {
      return TrainCommand.of(network, "random:" + rows, batch, threads);
    }

    Contender contender(int workers, int threads) {
      String name = "%s, workers: %d, threads of each: %d".formatted(network, workers, threads);
      return command(threads).paced(WARM_UP).contender(name, workers);
    }
  }

  /** Two JVMs on two cores compile for long, and that is not what is asked for. */
  private static final double WARM_UP = 60;

  /** Some steps of the slowest: four workers on two cores take a second for one of VGG. */
  private static final double LEAST_SECONDS = 8;

  private static final Case VGG = new Case("vgg", 64, 256, 0.9);
  private static final Case LENET = new Case("lenet", 512, 4096, 0.75);

  @Override
  public String name() {
    return "scaling";
  }

  @Override
  public String summary() {
    return "a fixed batch on 2 and 4 workers, what early sums hide, and a prediction for 8 to 1024";
  }

  @Override
  public List<String> parts() {
    return List.of("vgg", "lenet", "hidden", "predict");
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    List<Row> rows = new ArrayList<>();
    for (String part : options.parts()) {
      switch (part) {
        case "vgg" -> rows.addAll(workers(VGG, options, out));
        case "lenet" -> rows.addAll(workers(LENET, options, out));
        case "hidden" -> rows.add(hidden(out));
        default -> rows.addAll(predicted(out));
      }
    }
    return rows;
  }

  private static List<Row> workers(Case one, Options options, PrintStream out) {
    Turns asked = options.turns();
    Turns turns = new Turns(asked.rounds(), Math.max(LEAST_SECONDS, asked.seconds()));
    List<Tally> tallies =
        turns.run(List.of(one.contender(1, 2), one.contender(2, 1), one.contender(4, 1)));
    tallies.forEach(tally -> out.println(tally.contender() + ": " + tally.details()));
    return List.of(
        row(one, 2, tallies.get(1), tallies.get(0)), row(one, 4, tallies.get(2), tallies.get(0)));
  }

  private static Row row(Case one, int workers, Tally ours, Tally alone) {
    String mark = ours.marked() || alone.marked() ? "; never quiet" : "";
    return new Row(
        "scaling %s %d workers".formatted(one.network(), workers),
        ours.rate(),
        alone.rate(),
        workers == 2 ? OptionalDouble.of(one.required()) : OptionalDouble.empty(),
        "rows/s",
        "batch %d; beside it one worker with 2 threads%s".formatted(one.batch(), mark));
  }

  /** What is left to wait for when parts leave early, beside what it is when none does. */
  private static Row hidden(PrintStream out) {
    Measured late = VGG.command(1).steps(64, 48).late(true).run(2, Optional.empty(), LIMIT);
    Measured early = VGG.command(1).steps(64, 48).run(2, Optional.empty(), LIMIT);
    out.printf(
        "hidden: a step waits %.1f ms for sums that start early, %.1f ms for those that do not%n",
        early.sumSeconds() * 1e3, late.sumSeconds() * 1e3);
    return new Row(
        "exposed vgg 2 workers",
        OptionalDouble.of(early.sumSeconds() * 1e3),
        OptionalDouble.of(late.sumSeconds() * 1e3),
        OptionalDouble.of(0.5),
        Goal.AT_MOST,
        "ms",
        "waiting for sums; beside it sums that start after the backward pass");
  }

  private static List<Row> predicted(PrintStream out) {
    Optional<String> missing = Hosts.missing();
    if (missing.isPresent()) {
      return List.of(
          Row.skipped("step of mlp on hosts", OptionalDouble.empty(), "ms", missing.get()));
    }
    List<Row> rows = new ArrayList<>();
    try {
      for (int hosts = 2; hosts <= 4; hosts += 2) {
        rows.add(checked(hosts, out));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Measured one =
        TrainCommand.of("vgg", "random:256", CLUSTER_BATCH, 2)
            .steps(18, 6)
            .run(1, Optional.empty(), LIMIT);
    AllReduceCommand.Times sum =
        new AllReduceCommand(2, Way.SOCKETS, List.of(LARGE)).run(Optional.empty(), LIMIT).get(0);
    // With two hosts as many bytes as the vector has are moved by each.
    Prediction cluster =
        new Prediction(
            CLUSTER_LATENCY,
            CLUSTER_BANDWIDTH,
            sum.processor() / LARGE / CLUSTER_THREADS,
            BACKWARD);
    double bytes = one.parameters() * (double) Float.BYTES;
    out.printf(
        "prediction, not measured: vgg, %d rows a host, 10 Gbit/s, 0.1 ms, %.1f ms of computing"
            + " a step, %.2f ns of a processor for each byte%n",
        CLUSTER_BATCH, one.computeSeconds() * 1e3, sum.processor() / LARGE * 1e9);
    for (int hosts = 8; hosts <= 1024; hosts *= 2) {
      double step = cluster.step(hosts, one.computeSeconds(), bytes, one.lastShare());
      out.printf(
          "  %4d hosts: %6.1f ms a step, efficiency %.3f%n",
          hosts, step * 1e3, one.computeSeconds() / step);
    }
    return rows;
  }

  /** The step of a perceptron on hosts beside its prediction from what its parts take. */
  private static Row checked(int count, PrintStream out) throws IOException {
    TrainCommand command = TrainCommand.of("mlp", "random:2048", 512, 1).steps(160, 80);
    AllReduceCommand sums = new AllReduceCommand(count, Way.SOCKETS, LARGE, List.of(SMALL, LARGE));
    try (Hosts hosts = Hosts.open(count, MEGABITS, 0)) {
      List<AllReduceCommand.Times> times = sums.run(Optional.of(hosts), LIMIT);
      Measured measured = command.run(count, Optional.of(hosts), LIMIT);
      // The hosts share this machine's cores, so computing is measured where they all compute; what
      // sums take of the processors is in it.
      Prediction prediction = Prediction.of(count, times.get(0), times.get(1), BACKWARD);
      double predicted =
          prediction.step(
              count,
              measured.computeSeconds(),
              measured.parameters() * (double) Float.BYTES,
              measured.lastShare());
      double step = measured.seconds() / measured.steps();
      out.printf(
          "%d hosts with %d Mbit/s: sums %.3f ms and %.1f MB/s (bare sockets %.1f); mlp %.2f ms a"
              + " step, of it %.2f computing; predicted %.2f%n",
          count,
          MEGABITS,
          prediction.latency() * 1e3,
          prediction.bandwidth() / 1e6,
          2.0 * (count - 1) / count * LARGE / times.get(1).bare() / 1e6,
          step * 1e3,
          measured.computeSeconds() * 1e3,
          predicted * 1e3);
      return new Row(
          "step of mlp, %d hosts".formatted(count),
          OptionalDouble.of(step * 1e3),
          OptionalDouble.of(predicted * 1e3),
          OptionalDouble.empty(),
          "ms",
          "beside it the prediction; 1 Gbit/s");
    }
  }
}
