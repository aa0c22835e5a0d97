package io.kindling.bench.train;

import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.measure.Tally;
import io.kindling.bench.measure.Turns;
import io.kindling.bench.measure.WorkFolder;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** One network: ours, the limit and every mode of the peer in turns, each in its own process. */
record TrainComparison(TrainCase one, Options options, TorchPeer peer) {
  private static final int OURS = 0;
  private static final int LIMIT = 1;
  private static final int PEERS = 2;

  List<Row> run(PrintStream out) {
    String threads = Integer.toString(options.threads());
    out.printf(
        Locale.ROOT,
        "%ntrain %s: batch %d, %s threads, %d rounds of %.1f s in turns%n",
        one.name(),
        one.batch(),
        threads,
        options.rounds(),
        options.seconds());
    try (WorkFolder folder = WorkFolder.open()) {
      List<ProcessContender> contenders = new ArrayList<>();
      contenders.add(
          new ProcessContender(
              "Kindling", JavaCommand.of(StepProgram.class, one.name(), threads), Map.of()));
      contenders.add(
          new ProcessContender("limit", JavaCommand.of(LimitProgram.class, threads), Map.of()));
      contenders.addAll(peer.contenders(one, options.threads(), folder.path()));
      List<Tally> tallies = new Turns(options.rounds(), options.seconds()).run(contenders);
      print(contenders, tallies, out);
      return rows(contenders, tallies);
    }
  }

  private static void print(
      List<ProcessContender> contenders, List<Tally> tallies, PrintStream out) {
    for (int i = 0; i < tallies.size(); i++) {
      Tally tally = tallies.get(i);
      String unit = i == LIMIT ? "GFLOP/s" : "images/s";
      String rate = tally.rate().isPresent() ? figure(tally.rate().getAsDouble()) : "-";
      out.printf("  %-34s %10s %s (%s)%n", tally.contender(), rate, unit, tally.details());
      if (!contenders.get(i).description().isEmpty()) {
        out.printf("  %-34s   %s%n", "", contenders.get(i).description());
      }
    }
  }

  private static String figure(double rate) {
    return String.format(Locale.ROOT, "%,.0f", rate);
  }

  private List<Row> rows(List<ProcessContender> contenders, List<Tally> tallies) {
    Tally ours = tallies.get(OURS);
    Tally limit = tallies.get(LIMIT);
    List<Tally> peers = tallies.subList(PEERS, tallies.size());
    double operations = Arithmetic.step(one.network().get().graph(), one.batch()) / one.batch();
    Row share =
        new Row(
            "train " + one.name() + ", share of the limit",
            times(ours.rate(), operations / 1e9),
            limit.rate(),
            OptionalDouble.empty(),
            "GFLOP/s",
            marks(ours, limit, "limit: " + contenders.get(LIMIT).description()));
    return List.of(Fastest.row(one, ours, peers, peer.missing()), share);
  }

  static String marks(Tally ours, Tally peer, String note) {
    if (ours.failure().isPresent()) {
      return "ours failed: " + ours.failure().get().lines().findFirst().orElse("");
    }
    return ours.marked() || peer.marked() ? note + "; the machine was never quiet" : note;
  }

  private static OptionalDouble times(OptionalDouble value, double factor) {
    return value.isPresent()
        ? OptionalDouble.of(value.getAsDouble() * factor)
        : OptionalDouble.empty();
  }
}
