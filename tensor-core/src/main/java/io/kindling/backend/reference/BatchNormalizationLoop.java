package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.tensor.Tensor;

/** Batch normalization in inference and in training, channel by channel. */
final class BatchNormalizationLoop {
  private BatchNormalizationLoop() {}

  static Kernel create(BatchNormalization op, KernelContext context) {
    return op.trainingMode() ? training(op, context) : inference(op, context);
  }

  private static Kernel inference(BatchNormalization op, KernelContext context) {
    Channels channels = Channels.of(context.input(0).shape());
    return () -> {
      for (long c = 0; c < channels.count(); c++) {
        double variance = context.input(4).getDouble(c);
        normalize(context, channels, c, context.input(3).getDouble(c), inverse(op, variance));
      }
    };
  }

  private static Kernel training(BatchNormalization op, KernelContext context) {
    Channels channels = Channels.of(context.input(0).shape());
    return () -> {
      for (long c = 0; c < channels.count(); c++) {
        double mean = mean(context.input(0), channels, c);
        double variance = variance(context.input(0), channels, c, mean);
        double inverse = inverse(op, variance);
        normalize(context, channels, c, mean, inverse);
        // Without rows there are no statistics to learn from.
        double share = channels.elements() == 0 ? 1 : op.momentum();
        blend(context.input(3), context.output(1), c, share, mean);
        blend(context.input(4), context.output(2), c, share, variance);
        context.output(3).setDouble(c, mean);
        context.output(4).setDouble(c, inverse);
      }
    };
  }

  private static double inverse(BatchNormalization op, double variance) {
    return 1 / Math.sqrt(variance + op.epsilon());
  }

  private static double mean(Tensor x, Channels channels, long channel) {
    double[] image = channels.image();
    double sum = 0;
    for (long row = 0; row < channels.rows(); row++) {
      x.copyTo(channels.first(row, channel), image, 0, image.length);
      for (double value : image) {
        sum += value;
      }
    }
    return channels.mean(sum);
  }

  private static double variance(Tensor x, Channels channels, long channel, double mean) {
    double[] image = channels.image();
    double sum = 0;
    for (long row = 0; row < channels.rows(); row++) {
      x.copyTo(channels.first(row, channel), image, 0, image.length);
      for (double value : image) {
        sum += (value - mean) * (value - mean);
      }
    }
    return channels.mean(sum);
  }

  private static void normalize(
      KernelContext context, Channels channels, long channel, double mean, double inverse) {
    double slope = context.input(1).getDouble(channel) * inverse;
    double bias = context.input(2).getDouble(channel);
    double[] image = channels.image();
    for (long row = 0; row < channels.rows(); row++) {
      context.input(0).copyTo(channels.first(row, channel), image, 0, image.length);
      for (int i = 0; i < image.length; i++) {
        image[i] = (image[i] - mean) * slope + bias;
      }
      context.output(0).copyFrom(image, 0, channels.first(row, channel), image.length);
    }
  }

  private static void blend(Tensor running, Tensor next, long channel, double share, double batch) {
    next.setDouble(channel, share * running.getDouble(channel) + (1 - share) * batch);
  }
}
