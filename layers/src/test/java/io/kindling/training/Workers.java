package io.kindling.training;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.graph.Graph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Trains with several workers in threads of this JVM. */
final class Workers {
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** What a worker changes about its run. */
  interface Change {
    TrainingRun apply(int worker, TrainingRun run);
  }

  private Workers() {}

  static List<TrainingResult> train(
      int workers, Graph network, TrainingSpec spec, RowStore store, Change change) {
    return train(workers, network, spec, store, UnaryOperator.identity(), change);
  }

  static List<TrainingResult> train(
      int workers,
      Graph network,
      TrainingSpec spec,
      RowStore store,
      UnaryOperator<Feed> feeds,
      Change change) {
    List<LocalCollective> session = LocalCollective.session(workers, LIMIT);
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try (Parameters initial = Parameters.initialize(network, 11)) {
      List<Future<TrainingResult>> futures = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int own = worker;
        futures.add(
            threads.submit(
                () -> {
                  try (Backend backend = Backends.find().open(spec.compute().backend(), 1);
                      Feed feed = feeds.apply(feed(network, spec, store, workers, own))) {
                    TrainingRun run =
                        TrainingRun.of(network, spec, backend, feed).collective(session.get(own));
                    return Trainer.train(change.apply(own, run), initial);
                  } catch (RuntimeException e) {
                    session.get(own).fail(e);
                    throw e;
                  }
                }));
      }
      List<TrainingResult> results = new ArrayList<>();
      for (Future<TrainingResult> future : futures) {
        results.add(future.get(4, TimeUnit.MINUTES));
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  static Feed feed(Graph network, TrainingSpec spec, RowStore store, int workers, int worker) {
    EpochOrder order = EpochOrder.shuffled(store.rows(), spec.batch(), spec.seed());
    return StoreFeed.open(store, order, spec.objective().inputs(network), workers, worker, LIMIT);
  }
}
