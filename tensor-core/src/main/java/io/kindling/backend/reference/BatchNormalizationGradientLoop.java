package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.BatchNormalizationGradient;
import io.kindling.tensor.Tensor;

/** The gradient of batch normalization in training, channel by channel. */
final class BatchNormalizationGradientLoop {
  private BatchNormalizationGradientLoop() {}

  static Kernel create(BatchNormalizationGradient op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor dy = context.input(2);
    Channels channels = Channels.of(x.shape());
    double[] image = channels.image();
    double[] received = new double[image.length];
    return () -> {
      for (long c = 0; c < channels.count(); c++) {
        double mean = context.input(3).getDouble(c);
        double inverse = context.input(4).getDouble(c);
        double bias = 0;
        double scale = 0;
        for (long row = 0; row < channels.rows(); row++) {
          x.copyTo(channels.first(row, c), image, 0, image.length);
          dy.copyTo(channels.first(row, c), received, 0, image.length);
          for (int i = 0; i < image.length; i++) {
            bias += received[i];
            scale += received[i] * (image[i] - mean) * inverse;
          }
        }
        context.output(1).setDouble(c, scale);
        context.output(2).setDouble(c, bias);
        double meanBias = channels.mean(bias);
        double meanScale = channels.mean(scale) * inverse;
        double slope = context.input(1).getDouble(c) * inverse;
        for (long row = 0; row < channels.rows(); row++) {
          x.copyTo(channels.first(row, c), image, 0, image.length);
          dy.copyTo(channels.first(row, c), received, 0, image.length);
          for (int i = 0; i < image.length; i++) {
            image[i] = slope * (received[i] - meanBias - (image[i] - mean) * meanScale);
          }
          context.output(0).copyFrom(image, 0, channels.first(row, c), image.length);
        }
      }
    };
  }
}
