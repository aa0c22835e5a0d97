package io.kindling.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.bench.Row;
import io.kindling.bench.measure.Round;
import io.kindling.bench.measure.Tally;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FastestTest {
  private static final OptionalDouble REQUIRED = OptionalDouble.of(1.25);

  private static Result result(String name, double rate, double others) {
    Round round = new Round(rate, 1, OptionalDouble.of(2), OptionalDouble.of(others));
    return new Result(new Tally(name, 1, List.of(round), Optional.empty()), "images/s", "words");
  }

  @Test
  void theFastestModeIsThePeer() {
    List<Result> peers =
        List.of(result("slow", 10, 0), result("fast", 40, 0), result("so so", 20, 0));
    Row row = Fastest.row("one", REQUIRED, result("ours", 60, 0), peers, Optional.empty());
    assertThat(row.ratio()).hasValue(1.5);
    assertThat(row.note()).isEqualTo("fast");
    assertThat(row.unit()).isEqualTo("images/s");
    assertThat(row.ok()).contains(true);
    Row noisy = Fastest.row("one", REQUIRED, result("ours", 60, 0.4), peers, Optional.empty());
    assertThat(noisy.note()).isEqualTo("fast; the machine was never quiet");
    Row slow = Fastest.row("one", REQUIRED, result("ours", 49, 0), peers, Optional.empty());
    assertThat(slow.failed()).isTrue();
  }

  @Test
  void aMissingPeerIsNeitherFailureNorPass() {
    Row row =
        Fastest.row("one", REQUIRED, result("ours", 60, 0), List.of(), Optional.of("run: pip"));
    assertThat(row.ours()).hasValue(60);
    assertThat(row.ok()).isEmpty();
    assertThat(row.note()).isEqualTo("run: pip");
  }

  @Test
  void oursThatFailedSaysWhy() {
    Tally broken = new Tally("ours", 1, List.of(), Optional.of("no memory\nat line 1"));
    Result ours = new Result(broken, "images/s", "");
    Row row = Fastest.row("one", REQUIRED, ours, List.of(result("a", 1, 0)), Optional.empty());
    assertThat(row.failed()).isTrue();
    assertThat(row.note()).isEqualTo("ours failed: no memory");
  }

  @Test
  void theShareCountsOperations() {
    Result limit = result("limit", 200, 0);
    Row row = Fastest.share("one", OptionalDouble.of(0.78), result("ours", 50, 0), 3e9, limit);
    assertThat(row.name()).isEqualTo("one, share of the limit");
    assertThat(row.ours()).hasValue(150);
    assertThat(row.ratio()).hasValue(0.75);
    assertThat(row.failed()).isTrue();
    assertThat(row.note()).isEqualTo("limit: words");
  }
}
