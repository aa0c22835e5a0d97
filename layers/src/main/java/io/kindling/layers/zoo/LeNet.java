package io.kindling.layers.zoo;

import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.Flatten;
import io.kindling.layers.MaxPool2d;
import io.kindling.layers.Network;
import io.kindling.layers.NetworkBuilder;
import io.kindling.layers.Relu;
import io.kindling.tensor.Shape;

/**
 * A small convolutional network for digits: convolutions of 5x5 with 6 and 12 filters, each with
 * ReLU and pooling, then 100 and 10 units.
 *
 * <p>After Y. LeCun et al., 1998, in today's form: ReLU and largest elements in place of scaled
 * tanh and means.
 */
public final class LeNet {
  private LeNet() {}

  /** Returns the network for gray images of 28x28 pixels and 10 classes. */
  public static Network of() {
    return of(Shape.of(1, 28, 28), 10);
  }

  /**
   * Returns the network for other images, with raw scores of classes as output.
   *
   * @param image {@code [channels, height, width]}
   */
  public static Network of(Shape image, int classes) {
    NetworkBuilder builder = Network.builder("lenet");
    String scores =
        builder.chain(
            builder.input("image", image),
            Conv2d.of(6, 5),
            Relu.of(),
            MaxPool2d.of(2),
            Conv2d.of(12, 5),
            Relu.of(),
            MaxPool2d.of(2),
            Flatten.of(),
            Dense.of(100),
            Relu.of(),
            Dense.of(classes));
    return builder.output("scores", scores).build();
  }
}
