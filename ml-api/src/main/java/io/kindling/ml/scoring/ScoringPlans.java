package io.kindling.ml.scoring;

import io.kindling.backend.Backends;
import io.kindling.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The scoring plans of an executor. Compiling for every partition, or every micro-batch of a
 * stream, would cost more than scoring; so plans wait here for the next task of the same model, and
 * are closed when none has come for a while. A model's numbers are kept once for all its plans.
 */
final class ScoringPlans {
  private static final long IDLE_SECONDS = 60;

  // One for each JVM: tasks have nothing else in common that outlives them.
  private static final ScoringPlans JVM = new ScoringPlans(TimeUnit.SECONDS.toNanos(IDLE_SECONDS));

  private final Backends backends = Backends.find();
  private final long idleNanos;
  private final Map<ScoringKey, Deque<Idle>> idle = new HashMap<>();
  private final Map<String, Shared> models = new HashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "kindling-scoring-idle");
            thread.setDaemon(true);
            return thread;
          });

  private record Idle(ScoringPlan plan, long since) {}

  /** A model's numbers and how many plans, idle or leased, use them. */
  private record Shared(ScoringModel model, int plans) {}

  ScoringPlans(long idleNanos) {
    this.idleNanos = idleNanos;
  }

  /** Returns the plans of this JVM. */
  static ScoringPlans ofThisJvm() {
    return JVM;
  }

  /** A plan that is used by one task until it is closed. */
  final class Lease implements AutoCloseable {
    private final ScoringKey key;
    private final ScoringPlan plan;
    private boolean failed;
    private boolean closed;

    private Lease(ScoringKey key, ScoringPlan plan) {
      this.key = key;
      this.plan = plan;
    }

    ScoringPlan plan() {
      return plan;
    }

    /** Scores the first rows of the inputs; a plan that failed is not used again. */
    List<Tensor> run(int rows) {
      failed = true;
      List<Tensor> outputs = plan.run(rows);
      failed = false;
      return outputs;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        giveBack(key, plan, failed);
      }
    }
  }

  /**
   * Returns a plan for a key, compiled now if none is idle.
   *
   * @param load gives the model when this JVM has it not
   */
  Lease lease(ScoringKey key, Supplier<ScoringModel> load) {
    ScoringModel model;
    synchronized (this) {
      Deque<Idle> waiting = idle.get(key);
      if (waiting != null && !waiting.isEmpty()) {
        return new Lease(key, waiting.pop().plan());
      }
      // Loading under the lock: tasks of the same model that start together load it once.
      Shared shared = models.get(key.model());
      model = shared == null ? load.get() : shared.model();
      models.put(key.model(), new Shared(model, shared == null ? 1 : shared.plans() + 1));
    }
    try {
      return new Lease(key, ScoringPlan.open(backends, key, model));
    } catch (RuntimeException | Error e) {
      forget(key.model());
      throw e;
    }
  }

  /** Returns how many plans wait for a task. */
  synchronized int idle() {
    return idle.values().stream().mapToInt(Deque::size).sum();
  }

  /** Returns how many models are kept. */
  synchronized int models() {
    return models.size();
  }

  private void giveBack(ScoringKey key, ScoringPlan plan, boolean failed) {
    if (failed) {
      close(key, plan);
      return;
    }
    synchronized (this) {
      idle.computeIfAbsent(key, k -> new ArrayDeque<>()).push(new Idle(plan, System.nanoTime()));
    }
    var unused = clock.schedule(this::evict, idleNanos, TimeUnit.NANOSECONDS);
  }

  private void evict() {
    Map<ScoringKey, List<ScoringPlan>> old = new HashMap<>();
    synchronized (this) {
      for (Map.Entry<ScoringKey, Deque<Idle>> entry : idle.entrySet()) {
        Iterator<Idle> plans = entry.getValue().iterator();
        while (plans.hasNext()) {
          Idle plan = plans.next();
          if (System.nanoTime() - plan.since() >= idleNanos) {
            plans.remove();
            old.computeIfAbsent(entry.getKey(), k -> new ArrayList<>()).add(plan.plan());
          }
        }
      }
      idle.values().removeIf(Deque::isEmpty);
    }
    old.forEach((key, plans) -> plans.forEach(plan -> close(key, plan)));
  }

  private void close(ScoringKey key, ScoringPlan plan) {
    try {
      plan.close();
    } finally {
      forget(key.model());
    }
  }

  private synchronized void forget(String model) {
    models.computeIfPresent(
        model,
        (name, shared) -> {
          if (shared.plans() == 1) {
            // Not left to the collector, which sees nothing of native memory.
            shared.model().parameters().close();
            return null;
          }
          return new Shared(shared.model(), shared.plans() - 1);
        });
  }
}
