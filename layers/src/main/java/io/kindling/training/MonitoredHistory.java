package io.kindling.training;

import io.kindling.layers.schedule.History;
import java.util.Arrays;
import java.util.Objects;

/** The monitored values of a run, each with the number of steps that were done before it. */
public final class MonitoredHistory implements History {
  private final boolean higherIsBetter;
  private double[] values = new double[16];
  private long[] steps = new long[16];
  private int size;

  /** Returns an empty history. */
  public MonitoredHistory(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** Adds a value. */
  public void add(long step, double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
      steps = Arrays.copyOf(steps, 2 * size);
    }
    values[size] = value;
    steps[size++] = step;
  }

  /** Forgets all values. */
  void clear() {
    size = 0;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double value(int index) {
    return values[Objects.checkIndex(index, size)];
  }

  @Override
  public long step(int index) {
    return steps[Objects.checkIndex(index, size)];
  }

  @Override
  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
