package io.kindling.layers.zoo;

import io.kindling.layers.BatchNorm;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.Flatten;
import io.kindling.layers.MaxPool2d;
import io.kindling.layers.Network;
import io.kindling.layers.NetworkBuilder;
import io.kindling.layers.Relu;
import io.kindling.layers.initializer.HeNormal;
import io.kindling.tensor.Shape;

/**
 * VGG-16 for small images: thirteen convolutions of 3x3 with batch normalization and ReLU in five
 * blocks that each end with pooling, then dense layers.
 *
 * <p>After K. Simonyan and A. Zisserman, 2015, configuration D, with batch normalization and with
 * one dense layer of 512 units, or none, in place of two of 4096, as it is usually trained on
 * CIFAR-10.
 */
public final class Vgg {
  private static final int[][] BLOCKS = {
    {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}
  };

  private static final int HIDDEN = 512;

  private Vgg() {}

  /** Returns the network for color images of 32x32 pixels, with 512 units before 10 classes. */
  public static Network cifar10() {
    NetworkBuilder builder = Network.builder("vgg16");
    String features = features(builder, Shape.of(3, 32, 32));
    String hidden = builder.chain(features, Dense.of(HIDDEN), Relu.of());
    return builder.output("scores", builder.add(Dense.of(10), hidden)).build();
  }

  /**
   * Returns the network for other images without hidden dense layers, with raw scores of classes as
   * output.
   *
   * @param image {@code [channels, height, width]}, height and width from 32 on
   */
  public static Network of(Shape image, int classes) {
    NetworkBuilder builder = Network.builder("vgg16");
    String features = features(builder, image);
    return builder.output("scores", builder.add(Dense.of(classes), features)).build();
  }

  private static String features(NetworkBuilder builder, Shape image) {
    String last = builder.input("image", image);
    for (int[] block : BLOCKS) {
      for (int filters : block) {
        // The bias would be taken out again by the mean of the batch.
        Conv2d convolution =
            Conv2d.of(filters, 3).padding(1).bias(false).weightInitializer(HeNormal.of());
        last = builder.chain(last, convolution, BatchNorm.of(), Relu.of());
      }
      last = builder.add(MaxPool2d.of(2), last);
    }
    return builder.add(Flatten.of(), last);
  }
}
