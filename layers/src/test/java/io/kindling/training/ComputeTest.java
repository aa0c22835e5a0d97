package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.Backend;
import io.kindling.backend.Collective;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.tensor.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which precision workers settle on. */
final class ComputeTest {
  private static final Collective ALONE = Collective.alone();
  private static final Backend ABLE = new Able();
  private static final Backend PLAIN = new ReferenceBackend();

  private static Precision settle(String precision, Backend backend, Collective collective) {
    return Compute.auto().precision(precision).settle(backend, collective);
  }

  @Test
  void float32_isTheDefault() {
    assertThat(Compute.auto().settle(ABLE, ALONE)).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void auto_followsTheProcessor() {
    assertThat(settle("auto", ABLE, ALONE)).isEqualTo(Precision.BFLOAT16);
    assertThat(settle("auto", PLAIN, ALONE)).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void auto_isFloat32OnAllWorkersWhereOneHasNoBfloat16() {
    assertThat(settle("auto", ABLE, new Pair(0))).isEqualTo(Precision.FLOAT32);
    assertThat(settle("auto", ABLE, new Pair(1))).isEqualTo(Precision.BFLOAT16);
  }

  @Test
  void bfloat16_isRefusedWithTheReasonAndWhatToDo() {
    assertThat(settle("bfloat16", ABLE, ALONE)).isEqualTo(Precision.BFLOAT16);
    assertThatThrownBy(() -> settle("bfloat16", PLAIN, ALONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "precision: expected one that the backend reference computes in, got bfloat16: "
                + "the reference backend computes in float32 alone. "
                + "Set precision to float32 or auto.");
  }

  @Test
  void unknownPrecision_isRefused() {
    assertThatThrownBy(() -> Compute.auto().precision("float16"))
        .hasMessageContaining("[float32, bfloat16, auto], got \"float16\"");
  }

  /** Two workers, of which the other one brings a number to every sum. */
  private record Pair(double other) implements Collective {
    @Override
    public int workers() {
      return 2;
    }

    @Override
    public int rank() {
      return 0;
    }

    @Override
    public void start(Tensor values) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void await(Tensor values) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void start(double[] values) {
      values[0] += other;
    }

    @Override
    public void await(double[] values) {
      // The sum is there.
    }

    @Override
    public void abandon(Throwable cause) {
      throw new UnsupportedOperationException();
    }
  }

  /** A backend that has every precision. */
  private static final class Able implements Backend {
    @Override
    public String name() {
      return "able";
    }

    @Override
    public String description() {
      return "able";
    }

    @Override
    public int threads() {
      return 1;
    }

    @Override
    public Optional<String> unsupported(Precision precision) {
      return Optional.empty();
    }

    @Override
    public Plan compile(Graph graph, CompileOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
