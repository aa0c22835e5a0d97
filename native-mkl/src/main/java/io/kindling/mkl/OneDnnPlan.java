package io.kindling.mkl;

import io.kindling.backend.Plan;
import io.kindling.tensor.Tensor;
import java.util.function.Consumer;

/** A compiled plan and the thread that runs it. */
final class OneDnnPlan implements Plan {
  private final CompiledSteps steps;
  private final ComputeThread compute;
  private final long batch;
  private final Consumer<Plan> onClose;
  private boolean closed;

  OneDnnPlan(CompiledSteps steps, ComputeThread compute, long batch, Consumer<Plan> onClose) {
    this.steps = steps;
    this.compute = compute;
    this.batch = batch;
    this.onClose = onClose;
  }

  @Override
  public Tensor tensor(String name) {
    return steps.memory().require(name);
  }

  @Override
  public long batch() {
    return batch;
  }

  /**
   * Runs all steps on the backend's thread and waits for their end.
   *
   * @throws IllegalStateException when the plan or its backend is closed
   * @throws io.kindling.backend.NativeException when a primitive fails
   */
  @Override
  public synchronized void run() {
    if (closed) {
      throw new IllegalStateException(
          "Plan: expected an open plan, got a closed one. Compile another.");
    }
    compute.run(steps);
  }

  @Override
  public synchronized void refresh() {
    steps.refresh();
  }

  @Override
  public String describe() {
    return steps.table();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      compute.run(steps::close);
      onClose.accept(this);
    }
  }
}
