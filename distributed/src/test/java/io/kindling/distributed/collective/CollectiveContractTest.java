package io.kindling.distributed.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every collective promises, over kinds, numbers of workers and lengths. */
final class CollectiveContractTest {
  private static final int[] LENGTHS = {0, 1, 7, 257, 10_007, 65_537, 300_007};

  static Stream<Arguments> crews() {
    return Stream.of(Crew.Kind.values())
        .flatMap(
            kind -> IntStream.of(1, 2, 3, 5, 8).mapToObj(workers -> Arguments.of(kind, workers)));
  }

  @ParameterizedTest
  @MethodSource("crews")
  void sums_areTheSumsInRankOrderOnAllRanks(Crew.Kind kind, int workers) {
    try (Crew crew = Crew.of(kind, workers, Crew.options())) {
      for (int length : LENGTHS) {
        List<float[]> sums =
            crew.run(
                collective -> {
                  Tensor values = Tensor.of(values(collective.rank(), length));
                  collective.sum(values);
                  return values.toFloats();
                });

        float[] expected = values(0, length);
        for (int rank = 1; rank < workers; rank++) {
          float[] part = values(rank, length);
          for (int i = 0; i < length; i++) {
            expected[i] += part[i];
          }
        }
        for (int rank = 0; rank < workers; rank++) {
          assertThat(bits(sums.get(rank)))
              .as("%s, %d workers, length %d, rank %d", kind, workers, length, rank)
              .isEqualTo(bits(expected));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("crews")
  void doubles_areSummedInRankOrder(Crew.Kind kind, int workers) {
    try (Crew crew = Crew.of(kind, workers, Crew.options())) {
      for (int length : new int[] {0, 1, 5, 1_009}) {
        List<double[]> sums =
            crew.run(
                collective -> {
                  double[] values = doubles(collective.rank(), length);
                  collective.sum(values);
                  return values;
                });

        double[] expected = doubles(0, length);
        for (int rank = 1; rank < workers; rank++) {
          double[] part = doubles(rank, length);
          for (int i = 0; i < length; i++) {
            expected[i] += part[i];
          }
        }
        sums.forEach(sum -> assertThat(sum).isEqualTo(expected));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("crews")
  void severalSums_mayBeUnderWayAndAwaitedInAnyOrder(Crew.Kind kind, int workers) {
    int[] lengths = {40_001, 3, 70_001, 100, 16_384};
    try (Crew crew = Crew.of(kind, workers, Crew.options())) {
      for (int round = 0; round < 20; round++) {
        List<Boolean> right =
            crew.run(
                collective -> {
                  Tensor[] values = new Tensor[lengths.length];
                  for (int i = 0; i < lengths.length; i++) {
                    values[i] = Tensor.zeros(lengths[i]);
                    for (int k = 0; k < lengths[i]; k++) {
                      values[i].setFloat(k, k % 97 + collective.rank());
                    }
                    collective.start(values[i]);
                  }
                  boolean all = true;
                  for (int i = lengths.length - 1; i >= 0; i--) {
                    collective.await(values[i]);
                    for (int k = 0; k < lengths[i]; k++) {
                      float sum = workers * (k % 97) + workers * (workers - 1) / 2f;
                      all &= values[i].getFloat(k) == sum;
                    }
                  }
                  return all;
                });

        assertThat(right).containsOnly(true);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"SHARED, 2", "SHARED, 3", "SHARED, 5", "NETWORK, 2", "NETWORK, 3", "NETWORK, 5"})
  void manyTinyBuckets_keepTheirOrder(Crew.Kind kind, int workers) {
    CollectiveOptions tiny = new CollectiveOptions(256, 64, Duration.ofSeconds(60));
    try (Crew crew = Crew.of(kind, workers, tiny)) {
      List<Boolean> right =
          crew.run(
              collective -> {
                Tensor first = Tensor.of(values(0, 40_000));
                Tensor second = Tensor.of(values(1, 20_000));
                collective.start(first);
                collective.start(second);
                collective.await(first);
                collective.await(second);
                return Arrays.equals(first.toFloats(), sumOf(workers, values(0, 40_000)))
                    && Arrays.equals(second.toFloats(), sumOf(workers, values(1, 20_000)));
              });
      assertThat(right).containsOnly(true);
    }
  }

  private static float[] sumOf(int times, float[] values) {
    float[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      for (int k = 1; k < times; k++) {
        sum[i] += values[i];
      }
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(Crew.Kind.class)
  void aWorkerThatFailsBetweenTwoStarts_mayFreeItsVectors(Crew.Kind kind) {
    try (Crew crew = Crew.of(kind, 2, Crew.options())) {
      WorkerCollective failing = crew.worker(0);
      WorkerCollective other = crew.worker(1);
      Tensor values = Tensor.of(values(0, 50_000));
      Tensor others = Tensor.of(values(1, 50_000));
      failing.start(values);
      failing.fail(new IllegalStateException("killed"));
      assertThatThrownBy(() -> failing.start(Tensor.zeros(50_000))).hasMessageContaining("killed");

      assertThatThrownBy(
              () -> {
                other.start(others);
                other.await(others);
              })
          .isInstanceOf(RuntimeException.class);
      assertThat(values.toFloats()).isEqualTo(values(0, 50_000));
    }
  }

  @ParameterizedTest
  @EnumSource(Crew.Kind.class)
  void aWorkerThatAbandons_mayFreeItsVectorsAndTheOthersHearWhy(Crew.Kind kind) {
    try (Crew crew = Crew.of(kind, 3, Crew.options())) {
      WorkerCollective failing = crew.worker(0);
      Tensor values = Tensor.of(values(0, 200_000));
      failing.start(values);
      failing.abandon(new IllegalStateException("no more memory"));
      float[] left = values.toFloats();
      List<String> messages = new ArrayList<>();
      for (int rank = 1; rank < 3; rank++) {
        WorkerCollective other = crew.worker(rank);
        Tensor others = Tensor.of(values(rank, 200_000));
        assertThatThrownBy(() -> other.sum(others))
            .isInstanceOf(WorkerLostException.class)
            .satisfies(e -> messages.add(e.getMessage()));
        assertThatThrownBy(() -> other.sum(Tensor.zeros(10))).isInstanceOf(RuntimeException.class);
      }
      // Who hears of it leaves too, so others may miss that one first.
      assertThat(messages).anyMatch(message -> message.contains("orker 0 on 127.0.0.1"));
      assertThat(values.toFloats()).isEqualTo(left);
    }
  }

  @ParameterizedTest
  @EnumSource(Crew.Kind.class)
  void aWorkerThatAbandonsNothing_staysInTheSession(Crew.Kind kind) {
    try (Crew crew = Crew.of(kind, 2, Crew.options())) {
      List<Float> sums =
          crew.run(
              collective -> {
                Tensor values = Tensor.of(values(0, 5_000));
                collective.sum(values);
                collective.abandon(new IllegalStateException("nothing is under way"));
                collective.sum(values);
                return values.getFloat(17);
              });
      assertThat(sums).containsOnly(4 * values(0, 5_000)[17]);
    }
  }

  @ParameterizedTest
  @MethodSource("crews")
  void numbersAndVectors_mayBeUnderWayTogether(Crew.Kind kind, int workers) {
    try (Crew crew = Crew.of(kind, workers, Crew.options())) {
      List<Boolean> right =
          crew.run(
              collective -> {
                boolean all = true;
                for (int round = 0; round < 10; round++) {
                  Tensor first = Tensor.of(values(0, 50_000));
                  Tensor second = Tensor.of(values(1, 20));
                  double[] numbers = {1, collective.rank()};
                  collective.start(first);
                  collective.start(second);
                  collective.start(numbers);
                  collective.await(first);
                  collective.await(second);
                  collective.await(numbers);
                  all &=
                      Arrays.equals(first.toFloats(), sumOf(workers, values(0, 50_000)))
                          && Arrays.equals(second.toFloats(), sumOf(workers, values(1, 20)))
                          && numbers[0] == workers
                          && numbers[1] == workers * (workers - 1) / 2.0;
                }
                return all;
              });
      assertThat(right).containsOnly(true);
      long least = kind == Crew.Kind.MEMORY || workers == 1 ? 0 : 10 * 2 * 50_000 * 4 / workers;
      assertThat(crew.worker(0).sentBytes()).isGreaterThanOrEqualTo(least);
    }
  }

  @ParameterizedTest
  @EnumSource(Crew.Kind.class)
  void aWorkerThatFailsWhenAllHaveCome_mayFreeItsVectors(Crew.Kind kind) {
    try (Crew crew = Crew.of(kind, 2, Crew.options())) {
      WorkerCollective failing = crew.worker(0);
      WorkerCollective other = crew.worker(1);
      Tensor values = Tensor.of(values(0, 50));
      Tensor others = Tensor.of(values(1, 50));
      other.start(others);
      failing.start(values);
      failing.fail(new IllegalStateException("killed"));
      assertThatThrownBy(() -> failing.start(Tensor.zeros(50))).hasMessageContaining("killed");

      assertThatThrownBy(
              () -> {
                other.await(others);
                other.sum(Tensor.zeros(50));
              })
          .isInstanceOf(RuntimeException.class);
      assertThat(values.toFloats()).isEqualTo(values(0, 50));
    }
  }

  @ParameterizedTest
  @CsvSource({"MEMORY, 10", "MEMORY, 100000", "NETWORK, 10", "NETWORK, 100000", "ENCRYPTED, 10"})
  void aWorkerThatDoesNotCome_isNamedWhenTheLimitHasPassed(Crew.Kind kind, int length) {
    CollectiveOptions options = new CollectiveOptions(1 << 16, 1 << 10, Duration.ofMillis(700));
    try (Crew crew = Crew.of(kind, 3, options)) {
      List<Future<Object>> futures =
          crew.start(
              collective -> {
                if (collective.rank() != 2) {
                  collective.sum(Tensor.zeros(length));
                }
                return 0;
              });

      assertThatThrownBy(() -> futures.get(0).get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(WorkerLostException.class)
          .hasMessageContaining("step 7");
      assertThatThrownBy(() -> futures.get(1).get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(WorkerLostException.class);
      assertThat(Stream.of(0, 1).map(i -> message(futures.get(i))))
          .anyMatch(message -> message.contains("values of worker 2 on 127.0.0.1"));
    }
  }

  @ParameterizedTest
  @EnumSource(Crew.Kind.class)
  void aWorkerThatLeaves_endsTheWaitsOfTheOthers(Crew.Kind kind) {
    try (Crew crew = Crew.of(kind, 3, Crew.options())) {
      List<Future<Object>> futures =
          crew.start(
              collective -> {
                if (collective.rank() == 1) {
                  collective.close();
                } else {
                  collective.sum(Tensor.zeros(100_000));
                }
                return 0;
              });

      List<String> messages = new ArrayList<>();
      for (int rank = 0; rank < 3; rank += 2) {
        Future<Object> future = futures.get(rank);
        assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS))
            .hasCauseInstanceOf(WorkerLostException.class)
            .satisfies(e -> messages.add(e.getMessage()));
      }
      // Who hears of it leaves too, so the third may miss that one first.
      assertThat(messages).anyMatch(message -> message.contains("orker 1 on 127.0.0.1"));
    }
  }

  @ParameterizedTest
  @EnumSource(Crew.Kind.class)
  void differentSizes_areADisagreementThatNamesTheWorker(Crew.Kind kind) {
    try (Crew crew = Crew.of(kind, 2, Crew.options())) {
      List<Future<Object>> futures =
          crew.start(
              collective -> {
                collective.sum(Tensor.zeros(10 + collective.rank()));
                return 0;
              });

      // The one that notices leaves, and the other may see that before it sees the sizes: the
      // driver
      // takes the first worker's reason for the failure, and both must end.
      List<String> messages = futures.stream().map(CollectiveContractTest::message).toList();
      assertThat(messages)
          .anySatisfy(
              message ->
                  assertThat(message)
                      .containsPattern(
                          "(?s)expected (40 bytes from worker 1|44 bytes from worker 0).*step 7"))
          .allSatisfy(
              message ->
                  assertThat(message).containsAnyOf("bytes from worker", "to stay connected"));
    }
  }

  @Test
  void vectorsOfAnotherType_areRefused() {
    try (Crew crew = Crew.of(Crew.Kind.MEMORY, 1, Crew.options())) {
      assertThatThrownBy(() -> crew.worker(0).start(Tensor.ofLongs(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("FLOAT32");
    }
  }

  private static String message(Future<Object> failed) {
    try {
      return "no failure: " + failed.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause().getMessage());
    } catch (Exception e) {
      return e.toString();
    }
  }

  static float[] values(int rank, int length) {
    Random random = new Random(31L * rank + length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3));
    }
    return values;
  }

  private static double[] doubles(int rank, int length) {
    return new Random(rank + 1L).doubles(length).toArray();
  }

  static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
