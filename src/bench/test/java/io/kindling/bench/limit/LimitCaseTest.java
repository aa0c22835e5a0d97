package io.kindling.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LimitCaseTest {
  private static final int TIMES = 8;

  /** Tiles multiply less than they are counted for: their rate would be none of oneDNN's. */
  @ParameterizedTest
  @MethodSource("all")
  void limit_isWhatPrimitivesOfOneDnnCompute(LimitCase one) {
    try (Backend backend = Backends.find().open("onednn", 2);
        Plan plan = backend.compile(one.graph(), CompileOptions.of(one.batch()))) {
      assertThat(plan.describe()).doesNotContain("by_tiles");
      assertThat(plan.describe().lines().filter(line -> line.contains("avx")).count())
          .isGreaterThanOrEqualTo(TIMES);
    }
  }

  private static Iterable<LimitCase> all() {
    return LimitCase.all();
  }
}
