package io.kindling.bench.train;

import io.kindling.backend.Precision;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.layers.Network;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A network whose training step is measured.
 *
 * @param network made when it is needed
 * @param batch rows of a step
 * @param required the least ratio to the peer; empty when none is required
 * @param share the least share of the arithmetic limit; empty when none is required
 * @param precision what it computes in
 */
public record TrainCase(
    String name,
    Supplier<Network> network,
    int batch,
    OptionalDouble required,
    OptionalDouble share,
    Precision precision) {
  /** The least ratios to PyTorch's bfloat16, and to its float32. */
  private static final Map<String, Double> IN_BFLOAT16 =
      Map.of(BenchNetwork.VGG.part(), 1.45, BenchNetwork.RESNET18.part(), 1.35);

  private static final Map<String, Double> OVER_FLOAT32 = Map.of(BenchNetwork.VGG.part(), 2.2);

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
        network.part(),
        network::network,
        batch,
        OptionalDouble.of(required),
        share,
        Precision.FLOAT32);
  }

  /** Returns this, which is of float32, in a precision. */
  public TrainCase in(Precision other) {
    return other == Precision.FLOAT32
        ? this
        : new TrainCase(name, network, batch, found(IN_BFLOAT16), OptionalDouble.empty(), other);
  }

  /** Returns the least ratio to the peer in float32, where that is required of bfloat16. */
  OptionalDouble overFloat32() {
    return precision == Precision.FLOAT32 ? OptionalDouble.empty() : found(OVER_FLOAT32);
  }

  private OptionalDouble found(Map<String, Double> ratios) {
    Double ratio = ratios.get(name);
    return ratio == null ? OptionalDouble.empty() : OptionalDouble.of(ratio);
  }

  /** Returns what rows and titles call it. */
  String title() {
    return "train " + name + (precision == Precision.FLOAT32 ? "" : ", " + precision.text());
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
