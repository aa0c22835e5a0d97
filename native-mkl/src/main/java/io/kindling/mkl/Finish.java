package io.kindling.mkl;

import io.kindling.graph.op.Relu;
import io.kindling.tensor.Tensor;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of a convolution's result over tiles before it is written, in this order.
 *
 * @param bias added to the channels
 * @param addend images with channels last that are added
 * @param rectified whether what is below 0 becomes 0
 */
record Finish(Optional<Buffer> bias, Optional<Buffer> addend, boolean rectified) {
  /** Nothing. */
  static final Finish NONE = new Finish(Optional.empty(), Optional.empty(), false);

  /** Returns whether what follows a convolution can be done so. */
  static boolean allows(Following following) {
    return following.activation().stream().allMatch(fused -> fused.node().op() instanceof Relu);
  }

  Stream<Buffer> buffers() {
    return Stream.concat(bias.stream(), addend.stream());
  }

  /** Returns the loops for one thread. */
  Loops bind(WinogradShape shape, Binder binder) {
    return new Loops(this, shape, binder);
  }

  /** Does it to a row of pixels at a time. */
  static final class Loops {
    private final int channels;
    private final Optional<Tensor> bias;
    private final Optional<Tensor> addend;
    private final boolean rectified;
    private final float[] shifts;
    private final float[] summand;

    private Loops(Finish finish, WinogradShape shape, Binder binder) {
      channels = shape.filters();
      bias = finish.bias.map(binder::floats);
      addend = finish.addend.map(binder::floats);
      rectified = finish.rectified;
      shifts = new float[channels];
      summand = new float[shape.width() * channels];
    }

    /**
     * Changes a row.
     *
     * @param at where it will be written
     */
    void apply(float[] row, long at, int width) {
      int count = width * channels;
      if (bias.isPresent()) {
        bias.get().copyTo(0, shifts, 0, channels);
        for (int x = 0; x < width; x++) {
          FloatLoops.shift(shifts, row, x * channels, channels);
        }
      }
      if (addend.isPresent()) {
        addend.get().copyTo(at, summand, 0, count);
        FloatLoops.accumulate(summand, row, count);
      }
      if (rectified) {
        FloatLoops.rectify(row, count);
      }
    }
  }

  String describe() {
    return bias.map(b -> " with bias").orElse("")
        + addend.map(a -> " plus images").orElse("")
        + (rectified ? " then Relu" : "");
  }
}
