package io.kindling.training;

import io.kindling.backend.Collective;
import io.kindling.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Gives all workers the state of one of them, bit for bit, by way of the collective that they have
 * anyway: it is the sum of what the holder has and of negative zeros, which change no number, not
 * even the sign of a zero.
 */
public final class StateExchange {
  private static final int TILE = 8192;

  /** How many bytes of the journal travel in one number, exactly. */
  private static final int PACKED = 6;

  private StateExchange() {}

  /**
   * Copies a worker's state to all that have another one. All workers call this at the same place.
   *
   * <p>The states of those who have it already are only read, so that they are still there when a
   * worker is lost meanwhile.
   *
   * @param holder the rank whose state it is
   * @param has whether this worker has it already
   * @param state the same, or any of the same network and optimizer, which is overwritten
   */
  public static void copy(int holder, boolean has, TrainingState state, Collective collective) {
    boolean gives = collective.rank() == holder;
    byte[] own = gives ? StateJournal.of(state).encode() : new byte[0];
    double[] size = {own.length};
    collective.sum(size);
    StateJournal journal = StateJournal.decode(bytes(own, (int) size[0], collective));
    List<Parameters> vectors = state.vectors(!journal.history().isEmpty());
    if (!has) {
      state.beginStep();
      vectors.forEach(vector -> sum(vector, gives, collective));
      state.restore(journal);
      return;
    }
    try (Parameters scratch = Parameters.zeros(state.parameters().layout())) {
      for (Parameters vector : vectors) {
        if (gives) {
          scratch.copyFrom(vector);
        }
        sum(scratch, gives, collective);
      }
    }
  }

  /**
   * Copies a worker's numbers to all others. All workers call this at the same place.
   *
   * @param holder the rank whose numbers they are
   */
  public static void copy(int holder, Parameters vector, Collective collective) {
    sum(vector, collective.rank() == holder, collective);
  }

  private static void sum(Parameters vector, boolean gives, Collective collective) {
    Tensor values = vector.vector();
    if (!gives) {
      float[] nothing = new float[TILE];
      Arrays.fill(nothing, -0.0f);
      for (long at = 0; at < values.size(); at += TILE) {
        values.copyFrom(nothing, 0, at, (int) Math.min(TILE, values.size() - at));
      }
    }
    collective.start(values);
    collective.await(values);
  }

  private static byte[] bytes(byte[] own, int length, Collective collective) {
    double[] message = new double[(length + PACKED - 1) / PACKED];
    for (int i = 0; i < own.length; i++) {
      message[i / PACKED] = message[i / PACKED] * 256 + (own[i] & 0xFF);
    }
    collective.sum(message);
    byte[] all = new byte[length];
    for (int i = length - 1; i >= 0; i--) {
      long packed = (long) message[i / PACKED];
      all[i] = (byte) packed;
      message[i / PACKED] = packed >> 8;
    }
    return all;
  }
}
