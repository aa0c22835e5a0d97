package io.kindling.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Pace pace(String input) {
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Pace(new BufferedReader(new StringReader(input)), to, () -> "words", 10, 0, () -> 0);
  }

  @Test
  void reportsWholeStepsOfEveryRound() {
    Pace pace = pace("round 0\nround 0\n");
    int steps = 0;
    while (pace.next()) {
      steps++;
    }
    // One to warm up and, in rounds without length, one each.
    assertThat(steps).isEqualTo(3);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("@ready words");
    assertThat(lines.get(1)).matches("@round 10\\.000 \\d+\\.\\d{9}");
    assertThat(lines.get(2)).matches("@round 10\\.000 \\d+\\.\\d{9}");
  }

  @Test
  void refusesOtherLines() {
    Pace pace = pace("hello\n");
    assertThat(pace.next()).isTrue();
    assertThatThrownBy(pace::next)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hello");
  }
}
