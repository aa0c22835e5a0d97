package io.kindling.bench.once;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.bench.measure.FreshProcess;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.ProcessContender;
import io.kindling.bench.measure.Round;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnceTest {
  private static FreshProcess fresh(List<String> command) {
    return new FreshProcess(new ProcessContender("one", command, Map.of()));
  }

  @Test
  void memoryGrowsByWhatAPlanNeeds() {
    try (FreshProcess one = fresh(JavaCommand.of(MemoryProgram.class, "lenet", "1"))) {
      Round round = one.round(0);
      assertThat(round.seconds()).isEqualTo(1);
      // The images and what comes of the first convolution alone are 2 MiB.
      assertThat(round.rate()).isGreaterThan(2);
    }
  }

  @Test
  void compilingTakesTimeEveryTime() {
    for (String which : List.of(CompileProgram.FIRST, CompileProgram.AGAIN)) {
      try (FreshProcess one = fresh(JavaCommand.of(CompileProgram.class, "lenet", "1", which))) {
        one.start();
        assertThat(one.round(0).rate()).isPositive();
        assertThat(one.description()).isEqualTo("1 threads");
      }
    }
  }
}
