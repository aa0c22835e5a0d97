package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.backend.PlanMemory;
import io.kindling.tensor.Arena;

/** The steps of a plan with all that they need, in the hands of the thread that runs them. */
final class CompiledSteps implements Runnable, AutoCloseable {
  private final Kernel[] steps;
  private final PlanMemory memory;
  private final Arena arena;
  private final NativeScope scope;
  private final String table;

  CompiledSteps(Kernel[] steps, PlanMemory memory, Arena arena, NativeScope scope, String table) {
    this.steps = steps;
    this.memory = memory;
    this.arena = arena;
    this.scope = scope;
    this.table = table;
  }

  PlanMemory memory() {
    return memory;
  }

  String table() {
    return table;
  }

  /** Runs all steps in order. */
  @Override
  public void run() {
    for (Kernel step : steps) {
      step.run();
    }
  }

  @Override
  public void close() {
    scope.close();
    arena.close();
  }
}
