package io.kindling.bench.network;

import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.NetworkBuilder;
import io.kindling.layers.Relu;
import io.kindling.layers.zoo.LeNet;
import io.kindling.layers.zoo.ResNet;
import io.kindling.layers.zoo.Vgg;
import io.kindling.tensor.Shape;
import java.util.Locale;
import java.util.function.Supplier;

/** The table of networks that are measured: one row here, and one in {@code networks.py}. */
public enum BenchNetwork {
  /** Gray images of 28x28 pixels. */
  LENET(LeNet::of),
  /** Color images of 32x32 pixels. */
  VGG(Vgg::cifar10),
  /** Color images of 32x32 pixels. */
  RESNET18(ResNet::cifar10),
  /** Rows of 784 numbers. */
  MLP(BenchNetwork::mlp);

  private final Supplier<Network> made;

  BenchNetwork(Supplier<Network> made) {
    this.made = made;
  }

  /** Returns the name of a part of a benchmark. */
  public String part() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the network, which has one input and one output of raw scores. */
  public Network network() {
    return made.get();
  }

  /**
   * Returns the network of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static BenchNetwork named(String part) {
    return valueOf(part.toUpperCase(Locale.ROOT));
  }

  private static Network mlp() {
    NetworkBuilder builder = Network.builder("mlp");
    String scores =
        builder.chain(
            builder.input("image", Shape.of(784)),
            Dense.of(512),
            Relu.of(),
            Dense.of(512),
            Relu.of(),
            Dense.of(10));
    return builder.output("scores", scores).build();
  }
}
