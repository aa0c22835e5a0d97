package io.kindling.bench.train;

import io.kindling.bench.Row;
import io.kindling.bench.measure.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Ours beside the fastest of the peer's modes. */
final class Fastest {
  private static final String UNIT = "images/s";

  private Fastest() {}

  /**
   * Returns the row of a network.
   *
   * @param missing why there are no peers
   */
  static Row row(TrainCase one, Tally ours, List<Tally> peers, Optional<String> missing) {
    String name = "train " + one.name();
    Optional<Tally> fastest =
        peers.stream()
            .filter(peer -> peer.rate().isPresent())
            .max(Comparator.comparingDouble(peer -> peer.rate().orElse(0)));
    if (fastest.isEmpty()) {
      String note = missing.orElse("every mode of the peer failed");
      OptionalDouble none = OptionalDouble.empty();
      return new Row(
          name, ours.rate(), none, one.required(), UNIT, TrainComparison.marks(ours, ours, note));
    }
    Tally peer = fastest.get();
    String note = TrainComparison.marks(ours, peer, peer.contender());
    return new Row(name, ours.rate(), peer.rate(), one.required(), UNIT, note);
  }
}
