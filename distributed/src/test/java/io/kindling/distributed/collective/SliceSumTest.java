package io.kindling.distributed.collective;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.transport.Inbox;
import io.kindling.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums have the bits of rank order, however the network cuts and orders what comes. */
final class SliceSumTest {
  private static final int FROM = 3;
  private static final int COUNT = 5_003;
  private static final long BUCKET = 7;

  static Stream<Arguments> ranks() {
    return IntStream.of(2, 3, 5)
        .boxed()
        .flatMap(
            workers -> IntStream.range(0, workers).mapToObj(rank -> Arguments.of(workers, rank)));
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void elements_areSummedInRankOrder(int workers, int rank) {
    Random random = new Random(workers * 10L + rank);
    for (int round = 0; round < 20; round++) {
      float[][] parts = new float[workers][COUNT];
      float[] expected = new float[COUNT];
      for (int other = 0; other < workers; other++) {
        for (int i = 0; i < COUNT; i++) {
          parts[other][i] = random.nextFloat() * (1 << random.nextInt(20));
          expected[i] = other == 0 ? parts[0][i] : expected[i] + parts[other][i];
        }
      }
      // In half of the rounds some parts come before this worker has begun the bucket.
      boolean late = round % 2 == 1;
      List<Integer> early =
          IntStream.range(0, workers)
              .filter(other -> other != rank && late && random.nextBoolean())
              .boxed()
              .toList();

      Tensor values = Tensor.zeros(FROM + COUNT + 2);
      values.copyFrom(parts[rank], 0, FROM, COUNT);
      try (Staging staging = new Staging(workers, rank, COUNT)) {
        SliceSum sum = sum(values, workers, rank, staging);
        bring(parts, rank, early, sum, staging, random);

        assertThat(sum.isWhole()).isEqualTo(early.isEmpty());
        sum.finish();
        assertThat(sum.isWhole()).isTrue();
      }
      float[] got = new float[COUNT];
      values.copyTo(FROM, got, 0, COUNT);
      assertThat(bits(got)).as("round %d, early %s", round, early).isEqualTo(bits(expected));
      assertThat(values.getFloat(FROM - 1)).isZero();
      assertThat(values.getFloat(FROM + COUNT)).isZero();
    }
  }

  private static SliceSum sum(Tensor values, int workers, int rank, Staging staging) {
    Session session = new Session(rank, workers, other -> "a host", () -> "a test");
    return new SliceSum(values, FROM, COUNT, session, staging, BUCKET);
  }

  /** Brings all parts in torn pieces, a piece of any worker at a time. */
  private static void bring(
      float[][] parts,
      int rank,
      List<Integer> early,
      SliceSum sum,
      Staging staging,
      Random random) {
    CopyGate gate = new CopyGate();
    List<ByteBuffer> left = new ArrayList<>();
    List<Inbox.Sink> sinks = new ArrayList<>();
    int bytes = COUNT * Float.BYTES;
    for (int other = 0; other < parts.length; other++) {
      if (other == rank) {
        continue;
      }
      ByteBuffer part = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      part.asFloatBuffer().put(parts[other]);
      left.add(part);
      sinks.add(
          early.contains(other)
              ? new CopySink(gate, staging.room(other, BUCKET), 0, bytes, () -> {})
              : new AddSink(gate, sum, other, bytes, () -> {}));
    }
    while (!left.isEmpty()) {
      int next = random.nextInt(left.size());
      ByteBuffer part = left.get(next);
      int size = Math.min(part.remaining(), 1 + random.nextInt(3_000));
      sinks.get(next).accept(part.slice(part.position(), size));
      part.position(part.position() + size);
      if (!part.hasRemaining()) {
        sinks.get(next).complete();
        left.remove(next);
        sinks.remove(next);
      }
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
