package io.kindling.bench.train;

import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.compare.Fastest;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.compare.Result;
import io.kindling.bench.compare.SideBySide;
import io.kindling.bench.limit.Arithmetic;
import io.kindling.bench.limit.Limit;
import io.kindling.bench.measure.WorkFolder;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** One network: ours, the limit and every mode of the peer in turns, each in its own process. */
record TrainComparison(TrainCase one, Options options, TorchPeer peer, FurtherPeers further) {
  private static final int OURS = 0;
  private static final int LIMIT = 1;
  private static final int PEERS = 2;

  List<Row> run(PrintStream out) {
    try (WorkFolder folder = WorkFolder.open()) {
      List<Lane> lanes = new ArrayList<>();
      lanes.add(BareStep.lane(one, options.threads()));
      lanes.add(Limit.lane(options.threads(), one.precision()));
      lanes.addAll(peer.lanes(one, options.threads(), folder.path()));
      lanes.addAll(further.lanes(one, options.threads()));
      int alike = lanes.size();
      if (one.overFloat32().isPresent()) {
        TrainCase wide = TrainCase.named(one.name());
        lanes.addAll(peer.lanes(wide, options.threads(), folder.path()));
      }
      String title =
          "%s: batch %d, %d threads".formatted(one.title(), one.batch(), options.threads());
      return rows(new SideBySide(title, options.turns()).run(lanes, out), alike);
    }
  }

  /**
   * @param alike where the peers in the same precision end
   */
  private List<Row> rows(List<Result> results, int alike) {
    Result ours = results.get(OURS);
    List<Result> peers = results.subList(PEERS, alike);
    List<Result> torches = peers.stream().filter(FurtherPeers::isTorch).toList();
    String name = one.title();
    double operations = Arithmetic.step(one.network().get().graph(), one.batch()) / one.batch();
    List<Row> rows = new ArrayList<>();
    rows.add(Fastest.row(name, one.required(), ours, torches, peer.torch().missing()));
    if (one.overFloat32().isPresent()) {
      List<Result> wide = results.subList(alike, results.size());
      rows.add(
          Fastest.row(
              name + " beside float32", one.overFloat32(), ours, wide, peer.torch().missing()));
    }
    rows.add(Fastest.share(name, one.share(), ours, operations, results.get(LIMIT)));
    rows.addAll(further.rows(one, ours, peers));
    return rows;
  }
}
