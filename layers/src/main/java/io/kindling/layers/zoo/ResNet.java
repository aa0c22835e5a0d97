package io.kindling.layers.zoo;

import io.kindling.layers.Add;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.GlobalAvgPool;
import io.kindling.layers.Network;
import io.kindling.layers.NetworkBuilder;
import io.kindling.layers.Relu;
import io.kindling.layers.initializer.HeNormal;
import io.kindling.tensor.Shape;

/**
 * ResNet-18 for small images: a convolution of 3x3, four stages of two residual blocks with 64,
 * 128, 256 and 512 channels, the mean over each channel, and one dense layer.
 *
 * <p>A block adds its input to two convolutions of 3x3, each with batch normalization; the first
 * block of a later stage halves height and width, and its input passes a convolution of 1x1.
 *
 * <p>After K. He, X. Zhang, S. Ren and J. Sun, 2016, table 1, with a first convolution of 3x3 and
 * without the first pooling, as it is usually trained on CIFAR-10.
 */
public final class ResNet {
  private static final int[] STAGES = {64, 128, 256, 512};

  private static final int BLOCKS = 2;

  private ResNet() {}

  /** Returns the network for color images of 32x32 pixels and 10 classes. */
  public static Network cifar10() {
    return of(Shape.of(3, 32, 32), 10);
  }

  /**
   * Returns the network for other images, with raw scores of classes as output.
   *
   * @param image {@code [channels, height, width]}
   */
  public static Network of(Shape image, int classes) {
    NetworkBuilder builder = Network.builder("resnet18");
    String input = builder.input("image", image);
    String last = builder.chain(input, convolution(STAGES[0], 3, 1), BatchNorm.of(), Relu.of());
    for (int filters : STAGES) {
      for (int block = 0; block < BLOCKS; block++) {
        boolean narrower = block == 0 && filters != STAGES[0];
        last = block(builder, last, filters, narrower);
      }
    }
    String scores = builder.chain(last, GlobalAvgPool.of(), Dense.of(classes));
    return builder.output("scores", scores).build();
  }

  private static String block(NetworkBuilder builder, String from, int filters, boolean narrower) {
    int stride = narrower ? 2 : 1;
    String branch =
        builder.chain(
            from,
            convolution(filters, 3, stride),
            BatchNorm.of(),
            Relu.of(),
            convolution(filters, 3, 1),
            BatchNorm.of());
    String shortcut =
        narrower ? builder.chain(from, convolution(filters, 1, stride), BatchNorm.of()) : from;
    return builder.add(Relu.of(), builder.add(Add.of(), branch, shortcut));
  }

  private static Conv2d convolution(int filters, int kernel, int stride) {
    // The bias would be taken out again by the mean of the batch.
    return Conv2d.of(filters, kernel)
        .stride(stride)
        .padding(kernel / 2)
        .bias(false)
        .weightInitializer(HeNormal.of());
  }
}
