package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.tensor.Arena;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of buffers in a plan's memory and in that of its outputs. */
final class ArenaPlannerTest {
  private static final int STEPS = 40;

  private static Buffer buffer(long bytes, int first, int last) {
    Buffer buffer = Buffer.ofBytes(bytes);
    buffer.use(first);
    buffer.use(last);
    return buffer;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void buffersThatLiveTogetherDoNotOverlapAndLeaveOutputsInTime(long seed) {
    Random random = new Random(seed);
    // The second begins where no cache line does.
    Tensor vector = Tensor.zeros(100_000);
    List<LentMemory> outputs =
        List.of(
            new LentMemory(vector.view(0, Shape.of(40_000)), 12),
            new LentMemory(vector.view(40_003, Shape.of(50_000)), 30));
    List<Buffer> buffers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int first = random.nextInt(STEPS);
      int last = i % 17 == 0 ? Buffer.ALWAYS : first + random.nextInt(STEPS - first);
      buffers.add(buffer(random.nextInt(60_000), i % 23 == 0 ? -1_000 : first, last));
    }
    ArenaPlanner planned = ArenaPlanner.place(buffers, outputs);
    for (LentMemory output : outputs) {
      List<Buffer> inside =
          buffers.stream().filter(b -> lies(planned.spots().get(b), output.tensor())).toList();
      assertThat(inside).as("buffers in an output").hasSizeGreaterThan(3);
      for (Buffer each : inside) {
        Spot spot = planned.spots().get(each);
        assertThat(each.first()).isNotNegative();
        assertThat(each.last()).isLessThan(output.until());
        assertThat((output.tensor().address() + spot.offset()) % Arena.ALIGNMENT).isZero();
        assertThat(spot.offset() + each.bytes()).isLessThanOrEqualTo(output.tensor().bytes());
      }
    }
    for (int i = 0; i < buffers.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(overlap(buffers.get(i), buffers.get(j), planned)).as(i + ", " + j).isFalse();
      }
    }
  }

  private static boolean lies(Spot spot, Tensor tensor) {
    return spot.lender().filter(lender -> lender.address() == tensor.address()).isPresent();
  }

  private static boolean overlap(Buffer a, Buffer b, ArenaPlanner planned) {
    Spot one = planned.spots().get(a);
    Spot two = planned.spots().get(b);
    long base = one.lender().map(Tensor::address).orElse(0L);
    boolean sameMemory = base == two.lender().map(Tensor::address).orElse(0L);
    return sameMemory
        && a.first() <= b.last()
        && b.first() <= a.last()
        && one.offset() < two.offset() + b.bytes()
        && two.offset() < one.offset() + a.bytes();
  }
}
