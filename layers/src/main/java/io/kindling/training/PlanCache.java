package io.kindling.training;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The compiled plans of one graph by batch size: the least recently used one makes room.
 *
 * <p>A search through a short array, not a map, so that looking up allocates no boxes.
 */
final class PlanCache implements AutoCloseable {
  /**
   * With workers that share a batch, sizes differ by one or two, and the last of an epoch is short.
   * Every plan has activations of its own, so there are not many.
   */
  static final int CAPACITY = 4;

  private final IntFunction<BoundPlan> compiler;
  private final @Nullable BoundPlan[] plans;
  private final long[] used;
  private long clock;

  PlanCache(int capacity, IntFunction<BoundPlan> compiler) {
    this.compiler = compiler;
    this.plans = new BoundPlan[capacity];
    this.used = new long[capacity];
  }

  /** Returns the plan for a batch size, compiling it when there is none. */
  BoundPlan get(int batch) {
    int oldest = 0;
    for (int i = 0; i < plans.length; i++) {
      BoundPlan plan = plans[i];
      if (plan != null && plan.batch() == batch) {
        used[i] = ++clock;
        return plan;
      }
      if (used[i] < used[oldest]) {
        oldest = i;
      }
    }
    close(oldest);
    BoundPlan made = compiler.apply(batch);
    plans[oldest] = made;
    used[oldest] = ++clock;
    return made;
  }

  /** Makes the next run of every plan read parameters again where they are fixed. */
  void refresh() {
    for (BoundPlan plan : plans) {
      if (plan != null) {
        plan.refresh();
      }
    }
  }

  private void close(int index) {
    BoundPlan plan = plans[index];
    if (plan != null) {
      plans[index] = null;
      used[index] = 0;
      plan.close();
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < plans.length; i++) {
      close(i);
    }
  }
}
