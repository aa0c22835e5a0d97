package io.kindling.bench.train;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.compare.Fastest;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.compare.Result;
import io.kindling.bench.compare.SideBySide;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.measure.Torch;
import io.kindling.bench.measure.WorkFolder;
import io.kindling.bench.network.BenchNetwork;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One training step while a foreign process keeps a core busy. */
public final class BusyBenchmark implements Benchmark {
  private static final OptionalDouble OF_QUIET = OptionalDouble.of(0.45);
  private static final OptionalDouble OVER_TORCH = OptionalDouble.of(1);
  private static final int QUIET = 0;
  private static final int BUSY = 1;
  private static final int PEERS = 2;

  @Override
  public String name() {
    return "busy";
  }

  @Override
  public String summary() {
    return "images/s of one training step while another process keeps a core busy";
  }

  @Override
  public List<String> parts() {
    return List.of(BenchNetwork.VGG.part(), BenchNetwork.LENET.part());
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    TorchPeer peer = new TorchPeer(Torch.find(options.python()));
    List<Row> rows = new ArrayList<>();
    for (String part : options.parts()) {
      rows.addAll(rows(TrainCase.named(part), options, peer, out));
    }
    return rows;
  }

  private static List<Row> rows(TrainCase one, Options options, TorchPeer peer, PrintStream out) {
    int threads = options.threads();
    try (WorkFolder folder = WorkFolder.open()) {
      List<Lane> lanes = new ArrayList<>();
      lanes.add(BareStep.lane(one, threads));
      lanes.add(busy(BareStep.process("Kindling", one, threads)));
      peer.contenders(one, threads, folder.path()).forEach(torch -> lanes.add(busy(torch)));
      String title = "busy %s: batch %d, %d threads".formatted(one.name(), one.batch(), threads);
      List<Result> results = new SideBySide(title, options.turns()).run(lanes, out);
      Result ours = results.get(BUSY);
      Optional<Result> quiet =
          Optional.of(results.get(QUIET)).filter(result -> result.rate().isPresent());
      List<Result> peers = results.subList(PEERS, results.size());
      String name = "busy " + one.name();
      return List.of(
          Fastest.row(name + ", of the quiet rate", OF_QUIET, ours, quiet, "the quiet step failed"),
          Fastest.row(name, OVER_TORCH, ours, peers, peer.torch().missing()));
    }
  }

  private static Lane busy(ProcessContender contender) {
    return new Lane(contender.besideForeignProcess(), BareStep.UNIT);
  }
}
