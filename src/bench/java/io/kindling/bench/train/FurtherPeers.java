package io.kindling.bench.train;

import io.kindling.backend.Precision;
import io.kindling.bench.Row;
import io.kindling.bench.compare.Fastest;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.compare.Result;
import io.kindling.bench.measure.Contender;
import io.kindling.bench.peers.BuiltPeer;
import io.kindling.bench.peers.JavaPeer;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The peers beside PyTorch from PyPI, which know some of the networks. */
record FurtherPeers(List<BuiltPeer> built) {
  /** What their programs can train. */
  private static final Set<String> NETWORKS = Set.of("lenet", "vgg");

  /**
   * Looks for peers, where a case needs them.
   *
   * @param named by their flags; all when empty
   */
  static FurtherPeers find(Optional<List<String>> named, List<TrainCase> cases, PrintStream out) {
    if (cases.stream().noneMatch(FurtherPeers::knows)) {
      return new FurtherPeers(List.of());
    }
    return new FurtherPeers(
        Stream.of(JavaPeer.values())
            .filter(peer -> named.isEmpty() || named.get().contains(peer.flag()))
            .map(peer -> BuiltPeer.find(peer, out))
            .toList());
  }

  private static boolean knows(TrainCase one) {
    return NETWORKS.contains(one.name()) && one.precision() == Precision.FLOAT32;
  }

  List<Lane> lanes(TrainCase one, int threads) {
    if (!knows(one)) {
      return List.of();
    }
    return built.stream()
        .flatMap(peer -> peer.contenders(one.name(), one.batch(), threads).stream())
        .map(contender -> new Lane((Contender) contender, BareStep.UNIT))
        .toList();
  }

  /** Returns whether a result is one of PyTorch's modes, in Python or in Java. */
  static boolean isTorch(Result result) {
    return Stream.of(JavaPeer.values())
        .filter(peer -> peer != JavaPeer.LIBTORCH)
        .noneMatch(peer -> isOf(peer, result));
  }

  private static boolean isOf(JavaPeer peer, Result result) {
    return result.name().startsWith(peer.title() + " ");
  }

  /** Returns a row for each library that is not PyTorch's. */
  List<Row> rows(TrainCase one, Result ours, List<Result> results) {
    if (!knows(one)) {
      return List.of();
    }
    return built.stream()
        .filter(found -> found.peer() != JavaPeer.LIBTORCH)
        .map(
            found ->
                Fastest.row(
                    "train " + one.name() + ", beside " + found.peer().title(),
                    found.peer().required(),
                    ours,
                    results.stream().filter(result -> isOf(found.peer(), result)).toList(),
                    found.missing()))
        .toList();
  }
}
