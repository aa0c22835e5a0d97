package io.kindling.scoring;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.Collective;
import io.kindling.training.Predictor;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Predictors of one model: compiled when needed, at most so many, each lent to one caller. */
final class ScorerPool implements AutoCloseable {
  private final SavedModel model;
  private final ScorerOptions options;
  private final Backends backends = Backends.find();
  private final Semaphore turns;
  private final Deque<Engine> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /** A predictor and the backend that it alone uses. */
  private record Engine(Backend backend, Predictor predictor) implements AutoCloseable {
    @Override
    public void close() {
      try {
        predictor.close();
      } finally {
        backend.close();
      }
    }
  }

  ScorerPool(SavedModel model, ScorerOptions options) {
    this.model = model;
    this.options = options;
    // Fair: under load nobody waits longer than those before him.
    this.turns = new Semaphore(options.plans(), true);
  }

  /** Runs some work with a predictor that nobody else has meanwhile. */
  <T> T use(Function<Predictor, T> work) {
    take();
    Engine engine = null;
    boolean whole = false;
    try {
      engine = idle.pollFirst();
      if (engine == null) {
        engine = open();
      }
      T result = work.apply(engine.predictor());
      whole = true;
      return result;
    } finally {
      giveBack(engine, whole);
      turns.release();
    }
  }

  private void take() {
    requireOpen();
    try {
      if (!turns.tryAcquire(options.patience().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException(
            "Scorer: expected one of %d plans to be free within %s, got none."
                    .formatted(options.plans(), options.patience())
                + " Raise plans or patience.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Scorer: the thread was interrupted while it waited.", e);
    }
    if (closed) {
      turns.release();
      requireOpen();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "Scorer: expected an open scorer, got a closed one. Open another.");
    }
  }

  private Engine open() {
    Backend backend = backends.open(options.compute().backend(), options.compute().threads());
    try {
      return new Engine(
          backend,
          Predictor.open(
              model.graph(),
              model.model().weights(),
              backend,
              options.compute().settle(backend, Collective.alone()),
              options.batch()));
    } catch (RuntimeException | Error e) {
      backend.close();
      throw e;
    }
  }

  /** One that failed is not used again, and nobody closes the ones of a closed pool later. */
  private void giveBack(@Nullable Engine engine, boolean whole) {
    if (engine == null) {
      return;
    }
    if (whole && !closed) {
      idle.addFirst(engine);
    } else {
      engine.close();
    }
  }

  /** Compiles all plans, for one row and for a whole batch. */
  synchronized void warmUp() {
    for (int taken = 0; taken < options.plans(); taken++) {
      take();
    }
    try {
      while (idle.size() < options.plans()) {
        idle.addFirst(open());
      }
      for (Engine engine : idle) {
        engine.predictor().run(1);
        engine.predictor().run(options.batch());
      }
    } finally {
      turns.release(options.plans());
    }
  }

  @Override
  public void close() {
    closed = true;
    boolean alone = false;
    try {
      alone = turns.tryAcquire(options.plans(), options.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Engine engine = idle.pollFirst(); engine != null; engine = idle.pollFirst()) {
      engine.close();
    }
    if (!alone) {
      throw new IllegalStateException(
          "Scorer: expected calls that are under way to end within %s, got some that did not. They"
                  .formatted(options.patience())
              + " free their memory when they end.");
    }
    turns.release(options.plans());
  }
}
