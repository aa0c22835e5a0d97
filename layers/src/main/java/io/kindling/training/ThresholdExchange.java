package io.kindling.training;

import io.kindling.backend.Collective;
import io.kindling.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Sums gradients of which every worker tells the others only where they are large.
 *
 * <p>With gradient g, residual e (zeros at first) and threshold t of a worker: {@code e = e + g};
 * where {@code |e| > t} the worker sends the sign s of e and keeps {@code e - s t}. All workers sum
 * what each has sent, {@code s t}, in rank order. The threshold follows the share of elements that
 * was sent, so that it comes near to {@link #SHARE}. The residual of a worker that was lost is lost
 * with it, and those of others go on; a run from a checkpoint begins with zeros.
 */
final class ThresholdExchange {
  /** The share of elements to be sent. */
  private static final double SHARE = 0.01;

  private static final int TILE = 2048;
  private static final int SAMPLES = 8192;

  private final Collective collective;
  private final Parameters gradient;
  private final TrainingState state;
  private final Residual residual;
  private final List<Segment> trained;
  private final long size;
  private final float[] tile = new float[TILE];
  private final float[] rest = new float[TILE];
  private int[] marks = new int[1024];
  private int marked;

  /**
   * Prepares for the steps of a run.
   *
   * @param state says how many steps are done, and holds this worker's residual
   */
  ThresholdExchange(
      Collective collective, Parameters gradient, List<Segment> trained, TrainingState state) {
    this.collective = collective;
    this.gradient = gradient;
    this.state = state;
    this.residual = state.residual();
    this.trained = trained;
    this.size = trained.stream().mapToLong(Segment::length).sum();
    if (size > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          "gradientCompression: expected at most "
              + Integer.MAX_VALUE / 2
              + " trained elements for threshold, got "
              + size
              + ". Use fp16.");
    }
  }

  /** Replaces the trained segments of the gradient by the sum over all workers. */
  void run(GradientSource step) {
    trained.forEach(step::complete);
    residual.begin(state.steps());
    float threshold = Float.isNaN(residual.threshold()) ? first() : residual.threshold();
    boolean finite = mark(threshold);
    double share = (double) marked / size;
    double change = Math.pow(share / SHARE, 0.25);
    residual.threshold(threshold, threshold * (float) Math.min(Math.max(change, 0.5), 2));
    byte[] own = finite ? ThresholdCode.encode(threshold, marks, marked, (int) size) : new byte[0];
    byte[][] all = collective.gather(own);
    Tensor vector = gradient.vector();
    for (Segment segment : trained) {
      Vectors.scale(vector, segment, 0, tile);
    }
    for (byte[] message : all) {
      if (message.length == 0) {
        // A worker's gradient is not finite: all shall see it in the norm.
        vector.setFloat(trained.get(0).offset(), Float.NaN);
      } else {
        add(message);
      }
    }
  }

  /** Returns a threshold that about the wanted share of the gradient is above. */
  private float first() {
    float[] samples = new float[(int) Math.min(SAMPLES, size)];
    int taken = 0;
    long stride = Math.max(1, size / samples.length);
    long at = 0;
    for (Segment segment : trained) {
      for (; at < segment.length() && taken < samples.length; at += stride) {
        samples[taken++] = Math.abs(gradient.vector().getFloat(segment.offset() + at));
      }
      at -= segment.length();
    }
    Arrays.sort(samples, 0, taken);
    float found = taken == 0 ? 0 : samples[(int) ((taken - 1) * (1 - SHARE))];
    float largest = taken == 0 ? 0 : samples[taken - 1];
    return found > 0 && Float.isFinite(found)
        ? found
        : largest > 0 && Float.isFinite(largest) ? largest : Float.MIN_NORMAL;
  }

  /** Marks what is to be sent and keeps the rest; false when an element is not finite. */
  private boolean mark(float threshold) {
    marked = 0;
    int base = 0;
    boolean finite = true;
    for (Segment segment : trained) {
      long end = segment.offset() + segment.length();
      for (long at = segment.offset(); at < end; at += TILE) {
        int count = (int) Math.min(TILE, end - at);
        gradient.vector().copyTo(at, tile, 0, count);
        residual.before().vector().copyTo(at, rest, 0, count);
        finite &= mark(base, count, threshold);
        residual.after().vector().copyFrom(rest, 0, at, count);
        base += count;
      }
    }
    return finite;
  }

  private boolean mark(int base, int count, float t) {
    if (marked + count > marks.length) {
      marks = Arrays.copyOf(marks, Math.max(2 * marks.length, marked + count));
    }
    float check = 0;
    for (int i = 0; i < count; i++) {
      float sum = rest[i] + tile[i];
      check += sum * 0;
      if (sum > t) {
        marks[marked++] = (base + i) << 1;
        sum -= t;
      } else if (sum < -t) {
        marks[marked++] = ((base + i) << 1) | 1;
        sum += t;
      }
      rest[i] = sum;
    }
    // Zero times a number is zero, unless the number is not finite.
    return check == 0;
  }

  private void add(byte[] message) {
    float theirs = ThresholdCode.threshold(message);
    ThresholdCode.decode(message, (index, negative) -> add(index, negative ? -theirs : theirs));
  }

  private void add(int index, float value) {
    long left = index;
    for (int i = 0; i < trained.size(); i++) {
      Segment segment = trained.get(i);
      if (left < segment.length()) {
        long at = segment.offset() + left;
        gradient.vector().setFloat(at, gradient.vector().getFloat(at) + value);
        return;
      }
      left -= segment.length();
    }
    throw new IllegalArgumentException(
        "ThresholdExchange: expected an element below " + size + ", got " + index + ".");
  }
}
