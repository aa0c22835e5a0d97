package io.kindling.bench.train;

import io.kindling.backend.Precision;
import io.kindling.bench.Benchmark;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.Torch;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Images per second of one training step beside PyTorch. */
public final class TrainBenchmark implements Benchmark {
  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "images/s of one training step (forward, backward, update) beside PyTorch";
  }

  @Override
  public List<String> parts() {
    return TrainCase.all().stream().map(TrainCase::name).toList();
  }

  @Override
  public List<String> required(Precision precision) {
    return TrainCase.all().stream()
        .filter(one -> one.in(precision).required().isPresent())
        .map(TrainCase::name)
        .toList();
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    List<TrainCase> cases =
        options.parts().stream()
            .map(part -> TrainCase.named(part).in(options.precision()))
            .toList();
    if (options.profile()) {
      cases.forEach(one -> new Profile(one, options.threads()).run(out));
      return List.of();
    }
    TorchPeer peer = new TorchPeer(Torch.find(options.python()));
    FurtherPeers further = FurtherPeers.find(options.peers(), cases, out);
    List<Row> rows = new ArrayList<>();
    for (TrainCase one : cases) {
      rows.addAll(new TrainComparison(one, options, peer, further).run(out));
    }
    return rows;
  }
}
