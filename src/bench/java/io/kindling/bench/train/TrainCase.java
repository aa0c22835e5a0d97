package io.kindling.bench.train;

import io.kindling.layers.Network;
import io.kindling.layers.zoo.LeNet;
import io.kindling.layers.zoo.Vgg;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A network whose training step is measured.
 *
 * @param network made when it is needed
 * @param batch rows of a step
 * @param required the least ratio to the peer; empty when none is required
 */
record TrainCase(String name, Supplier<Network> network, int batch, OptionalDouble required) {
  /** The table of networks: a new one is one row here and one in {@code train_step.py}. */
  static List<TrainCase> all() {
    return List.of(
        new TrainCase("lenet", LeNet::of, 128, OptionalDouble.empty()),
        new TrainCase("vgg", Vgg::cifar10, 64, OptionalDouble.empty()));
  }

  static TrainCase named(String name) {
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
