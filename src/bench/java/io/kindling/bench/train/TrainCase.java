package io.kindling.bench.train;

import io.kindling.bench.network.BenchNetwork;
import io.kindling.layers.Network;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A network whose training step is measured.
 *
 * @param network made when it is needed
 * @param batch rows of a step
 * @param required the least ratio to the peer; empty when none is required
 * @param share the least share of the arithmetic limit; empty when none is required
 */
public record TrainCase(
    String name,
    Supplier<Network> network,
    int batch,
    OptionalDouble required,
    OptionalDouble share) {
  /** The table of networks: a new one is one row here and one of {@link BenchNetwork}. */
  public static List<TrainCase> all() {
    return List.of(
        one(BenchNetwork.LENET, 128, 2.5, OptionalDouble.empty()),
        one(BenchNetwork.VGG, 64, 1.25, OptionalDouble.of(0.78)),
        one(BenchNetwork.RESNET18, 64, 1.2, OptionalDouble.empty()),
        one(BenchNetwork.MLP, 256, 1.3, OptionalDouble.empty()));
  }

  private static TrainCase one(
      BenchNetwork network, int batch, double required, OptionalDouble share) {
    return new TrainCase(
        network.part(), network::network, batch, OptionalDouble.of(required), share);
  }

  /**
   * Returns the case of a network.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static TrainCase named(String name) {
    return all().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "TrainCase: expected one of "
                        + all().stream().map(TrainCase::name).toList()
                        + ", got \""
                        + name
                        + "\". Correct the name."));
  }
}
