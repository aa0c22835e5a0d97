package io.kindling.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessContenderTest {
  private static ProcessContender contender(Class<?> main) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(java, "-Xmx64m", "-cp", System.getProperty("java.class.path"), main.getName());
    return new ProcessContender("one", command, Map.of("KINDLING_TEST", "value"));
  }

  /** Counts steps that do nothing. */
  public static final class Counting {
    public static void main(String[] args) {
      System.out.println("something else");
      Pace pace = Pace.ofProcess(() -> System.getenv("KINDLING_TEST"), 1, 0);
      while (pace.next()) {
        Thread.onSpinWait();
      }
    }
  }

  /** Ends before it is ready. */
  public static final class Broken {
    public static void main(String[] args) {
      throw new IllegalStateException("no luck");
    }
  }

  @Test
  void measuresRoundsOfAnotherProcess() {
    try (ProcessContender one = contender(Counting.class)) {
      one.start();
      assertThat(one.description()).isEqualTo("value");
      Round round = one.round(0.2);
      assertThat(round.units()).isPositive();
      assertThat(round.seconds()).isBetween(0.2, 100.0);
      assertThat(one.round(0).units()).isEqualTo(1);
    }
  }

  @Test
  void aForeignProcessRunsInItsRoundsAndIsNotADisturbanceOfItsOwn() {
    try (ProcessContender one = contender(Counting.class).besideForeignProcess()) {
      assertThat(one.name()).isEqualTo("one beside a busy process");
      one.start();
      assertThat(ProcessHandle.current().children().count()).isEqualTo(1);
      assertThat(one.round(0.2).others().orElse(0)).isLessThan(1);
      assertThat(ProcessHandle.current().children().count()).isEqualTo(1);
    }
  }

  @Test
  void saysWhatAProcessPrintedBeforeItEnded() {
    try (ProcessContender one = contender(Broken.class)) {
      assertThatThrownBy(one::start)
          .isInstanceOf(ContenderException.class)
          .hasMessageContaining("the end of the process")
          .hasMessageContaining("no luck");
    }
  }

  @Test
  void aProgramThatIsNotThereDropsOut() {
    try (ProcessContender one = new ProcessContender("one", List.of("no-such-program"), Map.of())) {
      assertThatThrownBy(one::start)
          .isInstanceOf(ContenderException.class)
          .hasMessageContaining("no-such-program");
    }
  }
}
