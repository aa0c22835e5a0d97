package io.kindling.bench.hosts;

import io.kindling.backend.Collective;
import io.kindling.backend.Wire;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the sums of vectors only when somebody waits for something, as if nothing could leave
 * while the backward pass runs.
 */
final class LateCollective implements Collective {
  private final Collective collective;
  private final List<Runnable> held = new ArrayList<>();

  LateCollective(Collective collective) {
    this.collective = collective;
  }

  private void release() {
    held.forEach(Runnable::run);
    held.clear();
  }

  @Override
  public int workers() {
    return collective.workers();
  }

  @Override
  public int rank() {
    return collective.rank();
  }

  @Override
  public void start(Tensor values) {
    held.add(() -> collective.start(values));
  }

  @Override
  public void start(Tensor values, Wire wire) {
    held.add(() -> collective.start(values, wire));
  }

  @Override
  public void await(Tensor values) {
    release();
    collective.await(values);
  }

  @Override
  public void start(double[] values) {
    release();
    collective.start(values);
  }

  @Override
  public void await(double[] values) {
    collective.await(values);
  }

  @Override
  public byte[][] gather(byte[] own) {
    release();
    return collective.gather(own);
  }

  @Override
  public void abandon(Throwable cause) {
    held.clear();
    collective.abandon(cause);
  }

  @Override
  public long sentBytes() {
    return collective.sentBytes();
  }
}
