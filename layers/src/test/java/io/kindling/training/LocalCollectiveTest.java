package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocalCollectiveTest {
  private static <T> List<T> all(List<Callable<T>> bodies) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(bodies.size());
    try {
      List<Future<T>> futures = new ArrayList<>();
      bodies.forEach(body -> futures.add(threads.submit(body)));
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(60, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"1,7", "2,0", "2,1", "3,10007", "5,13", "8,5000"})
  void sums_areTakenInRankOrderAndEqualBitwise(int workers, int length) throws Exception {
    List<LocalCollective> session = LocalCollective.session(workers, Duration.ofSeconds(30));
    float[] expected = new float[length];
    for (int i = 0; i < length; i++) {
      float sum = value(0, i);
      for (int worker = 1; worker < workers; worker++) {
        sum += value(worker, i);
      }
      expected[i] = sum;
    }
    List<Callable<float[]>> bodies = new ArrayList<>();
    for (LocalCollective own : session) {
      bodies.add(
          () -> {
            assertThat(own.workers()).isEqualTo(workers);
            Tensor vector = Tensor.zeros(length);
            Tensor second = Tensor.of(own.rank());
            for (int round = 0; round < 20; round++) {
              for (int i = 0; i < length; i++) {
                vector.setFloat(i, value(own.rank(), i));
              }
              second.setFloat(0, own.rank());
              own.start(vector);
              own.start(second);
              own.await(vector);
              own.await(second);
              double[] numbers = {own.rank(), 1};
              own.sum(numbers);
              assertThat(numbers).containsExactly(workers * (workers - 1) / 2.0, workers);
              assertThat(second.getFloat(0)).isEqualTo(workers * (workers - 1) / 2f);
            }
            return vector.toFloats();
          });
    }
    for (float[] result : all(bodies)) {
      assertThat(result).isEqualTo(expected);
    }
  }

  private static float value(int worker, int i) {
    return (float) Math.sin(worker * 31 + i) * (worker + 1) * 1e3f;
  }

  @Test
  void theVectorsOfAWorkerThatHasFailed_areLeftAlone() {
    List<LocalCollective> both = LocalCollective.session(2, Duration.ofSeconds(20));
    Tensor freed = Tensor.of(new float[] {1, 2, 3, 4});
    Tensor others = Tensor.of(new float[] {10, 20, 30, 40});
    both.get(0).start(freed);
    both.get(1).start(others);
    both.get(0).fail(new IllegalStateException("killed"));

    assertThatThrownBy(() -> both.get(1).await(others)).hasMessageContaining("killed");
    assertThat(freed.toFloats()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void lostWorker_endsTheWaitOfTheOthers() throws Exception {
    List<LocalCollective> session = LocalCollective.session(2, Duration.ofMinutes(5));
    List<Callable<Boolean>> bodies =
        List.of(
            () -> {
              assertThatThrownBy(() -> session.get(0).sum(new double[1]))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("worker 0 lost worker 1")
                  .hasRootCauseMessage("out of rows");
              return true;
            },
            () -> {
              session.get(1).fail(new IllegalArgumentException("out of rows"));
              return true;
            });
    assertThat(all(bodies)).containsExactly(true, true);
  }

  @Test
  void workerThatStaysAway_isNamedAfterTheLimit() {
    List<LocalCollective> session = LocalCollective.session(3, Duration.ofMillis(30));
    assertThatThrownBy(() -> session.get(1).sum(Tensor.zeros(3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("still waits for worker 0, worker 2");
  }

  @Test
  void vectorsOfDifferentSize_areRefused() throws Exception {
    List<LocalCollective> session = LocalCollective.session(2, Duration.ofSeconds(30));
    List<Callable<String>> bodies = new ArrayList<>();
    for (LocalCollective own : session) {
      bodies.add(
          () -> {
            try {
              own.sum(Tensor.zeros(3 + own.rank()));
              return "";
            } catch (IllegalStateException e) {
              return e.getMessage();
            }
          });
    }
    assertThat(all(bodies)).allMatch(message -> message.contains("vectors of one size"));
  }

  @Test
  void wrongOrder_isRefused() {
    LocalCollective alone = LocalCollective.session(1, Duration.ofSeconds(5)).get(0);
    Tensor first = Tensor.zeros(1);
    Tensor second = Tensor.zeros(1);
    alone.start(first);
    alone.start(second);
    assertThatThrownBy(() -> alone.await(second)).hasMessageContaining("oldest first");
    assertThatThrownBy(() -> LocalCollective.session(0, Duration.ZERO))
        .hasMessageContaining("got 0");
  }
}
