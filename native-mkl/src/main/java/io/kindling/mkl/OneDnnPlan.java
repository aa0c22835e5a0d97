package io.kindling.mkl;

import io.kindling.backend.Plan;
import io.kindling.tensor.Tensor;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A compiled plan and where it runs. */
final class OneDnnPlan implements Plan {
  private final CompiledSteps steps;
  private final Executor thread;
  private final long batch;
  private final Consumer<Plan> onClose;
  private boolean closed;

  /**
   * @param thread runs a task and returns when it has ended
   */
  OneDnnPlan(CompiledSteps steps, Executor thread, long batch, Consumer<Plan> onClose) {
    this.steps = steps;
    this.thread = thread;
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
   * Runs all steps and waits for their end.
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
    thread.execute(steps);
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
      thread.execute(steps::close);
      onClose.accept(this);
    }
  }
}
