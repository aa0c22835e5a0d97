package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.backend.PlanMemory;
import io.kindling.tensor.Arena;
import java.util.function.Supplier;

/** The steps of a plan with all that they need, in the hands of the thread that runs them. */
final class CompiledSteps implements Runnable, AutoCloseable {
  private final Kernel[] once;
  private final Kernel[] steps;
  private final PlanMemory memory;
  private final Arena arena;
  private final NativeScope scope;
  private final Supplier<String> table;
  private boolean stale = true;
  private boolean unwritten = true;

  /**
   * @param once what the first run does before all else, and the first after {@link #refresh}
   * @param steps what every run does
   */
  CompiledSteps(
      Kernel[] once,
      Kernel[] steps,
      PlanMemory memory,
      Arena arena,
      NativeScope scope,
      Supplier<String> table) {
    this.once = once;
    this.steps = steps;
    this.memory = memory;
    this.arena = arena;
    this.scope = scope;
    this.table = table;
  }

  PlanMemory memory() {
    return memory;
  }

  /** Returns the description of the plan, which is made only when somebody asks. */
  String table() {
    return table.get();
  }

  /** Lets the next run do again what runs once. */
  void refresh() {
    stale = true;
  }

  /** Runs all steps in order. */
  @Override
  public void run() {
    if (stale) {
      for (Kernel step : once) {
        step.run();
      }
      stale = false;
    }
    for (Kernel step : steps) {
      step.run();
    }
    if (unwritten) {
      arena.written();
      unwritten = false;
    }
  }

  @Override
  public void close() {
    scope.close();
    arena.close();
  }
}
