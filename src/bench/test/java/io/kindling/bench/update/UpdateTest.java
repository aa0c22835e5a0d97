package io.kindling.bench.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.ProcessContender;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class UpdateTest {
  @Test
  void theThreadsCopyEverything() throws Exception {
    List<Callable<ByteBuffer>> parts = CopyProgram.parts(3, 1000);
    ByteBuffer to = null;
    for (Callable<ByteBuffer> part : parts) {
      to = part.call();
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(to.get(i)).isEqualTo((byte) i);
    }
  }

  @Test
  void momentumMovesSixNumbersAndAdamEight() {
    double parameters = 3872.0 * 3872;
    assertThat(UpdateCase.SGD.bytes()).isEqualTo(24 * parameters);
    assertThat(UpdateCase.ADAM.bytes()).isEqualTo(32 * parameters);
    long trained =
        UpdateCase.network().network().get().graph().trainable().stream()
            .mapToLong(parameter -> parameter.value().shape().size())
            .sum();
    assertThat(trained).isEqualTo((long) parameters);
  }

  @Test
  void theTimeOfThePlanDoesNotCount() {
    List<String> command = JavaCommand.of(UpdateProgram.class, UpdateCase.SGD.part(), "1");
    try (ProcessContender one = new ProcessContender("sgd", command, Map.of())) {
      one.start();
      assertThat(one.round(0.1).seconds()).isBetween(0.0, 100.0);
    }
  }
}
