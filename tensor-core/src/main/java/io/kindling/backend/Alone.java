package io.kindling.backend;

import io.kindling.tensor.Tensor;

/** The collective of one worker. */
enum Alone implements Collective {
  INSTANCE;

  @Override
  public int workers() {
    return 1;
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public void start(Tensor values) {
    // The sum over one worker is the vector itself.
  }

  @Override
  public void await(Tensor values) {
    // Nothing is under way.
  }

  @Override
  public void start(double[] values) {
    // As above.
  }

  @Override
  public void await(double[] values) {
    // As above.
  }

  @Override
  public void abandon(Throwable cause) {
    // As above.
  }
}
