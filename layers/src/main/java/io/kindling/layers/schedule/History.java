package io.kindling.layers.schedule;

/** The values of the monitored metric so far, oldest first. */
public interface History {
  /** Returns how many values there are. */
  int size();

  /** Returns a value. */
  double value(int index);

  /** Returns the number of steps that were done when a value was taken. */
  long step(int index);

  /** Returns whether a higher value is a better one. */
  boolean higherIsBetter();

  /** Returns no values. */
  static History none() {
    return Empty.INSTANCE;
  }

  /** The history before the first value. */
  enum Empty implements History {
    INSTANCE;

    @Override
    public int size() {
      return 0;
    }

    @Override
    public double value(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public long step(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }
  }
}
