package io.kindling.distributed.collective;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Wire;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums of values that travel in 16 bits, and messages of any length. */
final class EncodedSumsTest {
  private static final Map<List<Integer>, float[]> VALUES = new ConcurrentHashMap<>();

  @ParameterizedTest
  @MethodSource("io.kindling.distributed.collective.CollectiveContractTest#crews")
  void valuesInSixteenBits_areSummedInFloatsAndAlikeOnAllRanks(Crew.Kind kind, int workers) {
    try (Crew crew = Crew.of(kind, workers, Crew.options())) {
      for (Wire wire : Wire.values()) {
        for (int length : new int[] {7, 10_007, 200_003}) {
          long before = crew.worker(0).sentBytes();
          List<float[]> sums =
              crew.run(
                  collective -> {
                    Tensor values =
                        Tensor.of(CollectiveContractTest.values(collective.rank(), length));
                    Tensor second =
                        Tensor.of(CollectiveContractTest.values(collective.rank(), length));
                    collective.start(values, wire);
                    collective.start(second, wire);
                    collective.await(values);
                    collective.await(second);
                    assertThat(CollectiveContractTest.bits(second.toFloats()))
                        .isEqualTo(CollectiveContractTest.bits(values.toFloats()));
                    return values.toFloats();
                  });
          long sent = crew.worker(0).sentBytes() - before;
          for (int i = 0; i < length; i++) {
            double exact = 0;
            double size = 0;
            for (int rank = 0; rank < workers; rank++) {
              float each = values(rank, length, i);
              exact += each;
              size += Math.abs(each);
            }
            double precision = wire == Wire.BFLOAT16 ? 1 / 128.0 : 1 / 1024.0;
            // The smallest of binary16 beside the largest, which is about 4000 here.
            assertThat(Math.abs(sums.get(0)[i] - exact))
                .isLessThanOrEqualTo(size * precision + 1e-3 * workers);
          }
          sums.forEach(
              sum ->
                  assertThat(CollectiveContractTest.bits(sum))
                      .isEqualTo(CollectiveContractTest.bits(sums.get(0))));
          if (wire != Wire.FLOAT32 && kind != Crew.Kind.MEMORY && length > 100_000) {
            double all = 2.0 * 2 * (workers - 1) / workers * length * Float.BYTES;
            assertThat(sent).isBetween((long) (all * 0.49), (long) (all * 0.51));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void valuesThatAreNotFinite_stayVisible(Wire wire) {
    try (Crew crew = Crew.of(Crew.Kind.NETWORK, 2, Crew.options())) {
      List<float[]> sums =
          crew.run(
              collective -> {
                Tensor values = Tensor.zeros(50_000);
                values.setFloat(3, collective.rank() == 0 ? Float.NaN : 1);
                values.setFloat(49_000, collective.rank() == 1 ? Float.NEGATIVE_INFINITY : 1e30f);
                collective.start(values, wire);
                collective.await(values);
                return values.toFloats();
              });
      for (float[] sum : sums) {
        assertThat(sum[3]).isNaN();
        assertThat(Float.isFinite(sum[49_000])).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.kindling.distributed.collective.CollectiveContractTest#crews")
  void messages_comeToAllWhateverTheirLengths(Crew.Kind kind, int workers) {
    try (Crew crew = Crew.of(kind, workers, Crew.options())) {
      for (int round = 0; round < 3; round++) {
        int unit = round * 1_777;
        List<byte[][]> all =
            crew.run(collective -> collective.gather(message(collective.rank(), unit)));
        for (byte[][] each : all) {
          for (int rank = 0; rank < workers; rank++) {
            assertThat(each[rank]).isEqualTo(message(rank, unit));
          }
        }
      }
    }
  }

  private static byte[] message(int rank, int unit) {
    byte[] message = new byte[rank * unit];
    new Random(rank).nextBytes(message);
    return message;
  }

  private static float values(int rank, int length, int index) {
    return VALUES
        .computeIfAbsent(List.of(rank, length), key -> CollectiveContractTest.values(rank, length))[
        index];
  }
}
