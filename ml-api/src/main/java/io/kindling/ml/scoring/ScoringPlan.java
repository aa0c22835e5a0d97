package io.kindling.ml.scoring;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.Collective;
import io.kindling.tensor.Tensor;
import io.kindling.training.Predictor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A network compiled for scoring; used by one task at a time. Few rows do not pay for a whole
 * batch: a {@link Predictor} has smaller plans for them.
 *
 * <p>Backends keep threads for every thread that runs their plans, so a plan is compiled, run and
 * closed on a thread of its own, which ends with it, whatever task uses it.
 */
final class ScoringPlan implements AutoCloseable {
  private static final long LONGEST_RUN_MINUTES = 30;

  private final ExecutorService thread;
  private final List<String> outputs;
  private final Compiled compiled;

  private record Compiled(Backend backend, Predictor predictor) {}

  private ScoringPlan(ExecutorService thread, List<String> outputs, Compiled compiled) {
    this.thread = thread;
    this.outputs = outputs;
    this.compiled = compiled;
  }

  static ScoringPlan open(Backends backends, ScoringKey key, ScoringModel model) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "kindling-scoring-" + key.model());
              made.setDaemon(true);
              return made;
            });
    try {
      Compiled compiled = call(thread, () -> compile(backends, key, model));
      return new ScoringPlan(thread, List.copyOf(model.graph().outputs().keySet()), compiled);
    } catch (RuntimeException | Error e) {
      thread.shutdown();
      throw e;
    }
  }

  private static Compiled compile(Backends backends, ScoringKey key, ScoringModel model) {
    Backend backend = backends.open(key.compute().backend(), key.compute().threads());
    try {
      return new Compiled(
          backend,
          Predictor.open(
              model.graph(),
              model.parameters().views(),
              backend,
              key.compute().settle(backend, Collective.alone()),
              key.batch()));
    } catch (RuntimeException | Error e) {
      backend.close();
      throw e;
    }
  }

  /** Returns the memory of an input, whose first rows are to be written. */
  Tensor input(String name) {
    return compiled.predictor().input(name);
  }

  /** Computes the outputs of the first rows of the inputs, and returns them in order. */
  List<Tensor> run(int rows) {
    return call(
        thread,
        () -> {
          Map<String, Tensor> made = compiled.predictor().run(rows);
          return outputs.stream().map(made::get).toList();
        });
  }

  @Override
  public void close() {
    try {
      call(
          thread,
          () -> {
            compiled.predictor().close();
            compiled.backend().close();
            return true;
          });
    } finally {
      thread.shutdown();
    }
  }

  private static <T> T call(ExecutorService thread, Callable<T> work) {
    Future<T> result = thread.submit(work);
    try {
      return result.get(LONGEST_RUN_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Scoring: the task was killed while a batch was scored.", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Scoring: expected a batch within %d minutes, got none. Lower scoringBatchSize."
              .formatted(LONGEST_RUN_MINUTES),
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("Scoring: a batch failed.", e.getCause());
    }
  }
}
