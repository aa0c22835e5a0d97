package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;

/**
 * How a value came of batch normalization and Relu: {@code y = max(0, (x - mean) / sqrt(variance +
 * epsilon) * scale + shift)}. Who reads x row by row may compute y once more, so that it need not
 * be kept.
 *
 * @param source x
 * @param mean of the batch, one number for each channel, as are the others
 */
record Normalized(
    Placed source, Buffer mean, Buffer variance, Buffer scale, Buffer shift, float epsilon) {

  /** Returns the memory from which y is computed. */
  List<Buffer> buffers() {
    return List.of(source.buffer(), mean, variance, scale, shift);
  }

  /**
   * Returns what computes rows of y.
   *
   * @param pixels in a row, each with all channels
   */
  Rows rows(int pixels, Binder binder) {
    int channels = Math.toIntExact(mean.bytes() / Float.BYTES);
    return new Rows(
        channels,
        pixels,
        vector(mean, channels, binder),
        vector(variance, channels, binder),
        vector(scale, channels, binder),
        vector(shift, channels, binder),
        epsilon);
  }

  private static Tensor vector(Buffer buffer, int channels, Binder binder) {
    return binder.tensor(buffer, Shape.of(channels));
  }

  /** Normalizes rows of pixels; {@link #run} reads the numbers of the batch first. */
  static final class Rows implements Kernel {
    private final int channels;
    private final int pixels;
    private final Tensor mean;
    private final Tensor variance;
    private final Tensor scale;
    private final Tensor shift;
    private final float epsilon;
    // One number for each element of a row: a single loop over all of it.
    private final float[] means;
    private final float[] factors;
    private final float[] shifts;
    private final float[] one;

    private Rows(
        int channels,
        int pixels,
        Tensor mean,
        Tensor variance,
        Tensor scale,
        Tensor shift,
        float epsilon) {
      this.channels = channels;
      this.pixels = pixels;
      this.mean = mean;
      this.variance = variance;
      this.scale = scale;
      this.shift = shift;
      this.epsilon = epsilon;
      means = new float[pixels * channels];
      factors = new float[pixels * channels];
      shifts = new float[pixels * channels];
      one = new float[channels];
    }

    @Override
    public void run() {
      mean.copyTo(0, means, 0, channels);
      scale.copyTo(0, factors, 0, channels);
      shift.copyTo(0, shifts, 0, channels);
      variance.copyTo(0, one, 0, channels);
      for (int channel = 0; channel < channels; channel++) {
        factors[channel] *= (float) (1 / Math.sqrt(one[channel] + (double) epsilon));
      }
      for (int pixel = 1; pixel < pixels; pixel++) {
        System.arraycopy(means, 0, means, pixel * channels, channels);
        System.arraycopy(factors, 0, factors, pixel * channels, channels);
        System.arraycopy(shifts, 0, shifts, pixel * channels, channels);
      }
    }

    /** Turns a row of x into one of y. */
    void apply(float[] row) {
      FloatLoops.normalize(row, means, factors, shifts, row.length);
    }
  }
}
