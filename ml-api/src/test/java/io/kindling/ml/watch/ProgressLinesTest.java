package io.kindling.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.training.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProgressLinesTest {
  @Test
  void everyEpoch_isALineWithLossMetricsSpeedAndTimeLeft() {
    List<String> lines = new ArrayList<>();
    ProgressLines progress = new ProgressLines("nn", lines::add);

    progress.accept(epoch(0, 4000));
    progress.accept(new TrainingEvent.Validated(0, 1, Map.of("loss", 1.0)));
    progress.accept(epoch(1, 75));
    progress.accept(epoch(2, 0));

    assertThat(lines)
        .containsExactly(
            "nn epoch 1/3: loss 0.5000, accuracy 0.2500, validation accuracy 0.7500, 12,346 rows/s,"
                + " 1:06 h left",
            "nn epoch 2/3: loss 0.5000, accuracy 0.2500, validation accuracy 0.7500, 12,346 rows/s,"
                + " 1:15 min left",
            "nn epoch 3/3: loss 0.5000, accuracy 0.2500, validation accuracy 0.7500, 12,346 rows/s,"
                + " 0 s left");
  }

  @Test
  void withinALongEpoch_thereIsALineNowAndThen() {
    List<String> lines = new ArrayList<>();
    ProgressLines progress = new ProgressLines("nn", lines::add);

    progress.accept(new TrainingEvent.Started(3, 10, 320, 1, 0));
    progress.accept(step(3, 2));
    progress.accept(step(4, 31));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .startsWith(
            "nn epoch 1/3 [==========----------] step 5/10: loss 0.2500, accuracy 0.7500,"
                + " 10 rows/s, ");
  }

  @Test
  void terminal_showsOneLineForAnEpoch() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    TerminalBar bar = new TerminalBar("nn", out, 60);

    bar.accept(new TrainingEvent.Started(3, 10, 320, 1, 0));
    bar.accept(step(3, 2));
    bar.accept(step(4, 2));
    bar.accept(epoch(0, 75));
    bar.accept(new TrainingEvent.Finished("all epochs", 0));

    String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\n");
    assertThat(lines).hasSize(1);
    String[] drawn = lines[0].split("\r");
    assertThat(drawn).hasSize(4);
    assertThat(drawn[1]).startsWith("nn epoch 1/3 [========---").hasSize(59);
    assertThat(drawn[2]).contains("step 5/10").hasSize(59);
    assertThat(drawn[3]).contains("validation accuracy 0.7500", "1:15 min left");
  }

  @Test
  void shorterLine_coversTheLongerOneBefore() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TerminalBar bar =
        new TerminalBar("a", new PrintStream(bytes, true, StandardCharsets.UTF_8), 200);
    bar.accept(new TrainingEvent.Started(3, 10, 320, 1, 0));
    bar.accept(step(3, 2));
    bar.accept(new TrainingEvent.Resumed(2, 3, "goes on"));

    String[] drawn = bytes.toString(StandardCharsets.UTF_8).split("\r");
    assertThat(drawn[2]).startsWith("goes on   ");
    assertThat(drawn[2].stripTrailing()).isEqualTo("goes on");
    assertThat(drawn[2].stripLeading().length()).isGreaterThanOrEqualTo(drawn[1].length());
  }

  @Test
  void failingObserver_isAWarningAndHearsNoMore() {
    int[] heard = {0};
    Guarded guarded =
        new Guarded(
            "The test",
            event -> {
              heard[0]++;
              throw new IllegalStateException("disk full");
            });
    guarded.accept(epoch(0, 1));
    guarded.accept(epoch(1, 1));
    assertThat(heard[0]).isEqualTo(1);
  }

  private static TrainingEvent step(long step, double seconds) {
    return new TrainingEvent.StepFinished(
        0, step, 0.25, Map.of("accuracy", 0.75), 0.1, 1, (long) (10 * seconds), seconds);
  }

  private static TrainingEvent epoch(long epoch, double left) {
    Map<String, Double> metrics =
        Map.of("validation_accuracy", 0.75, "accuracy", 0.25, "loss", 0.5);
    return new TrainingEvent.EpochFinished(epoch, 3, 0.5, metrics, 0.1, 12_345.6, left);
  }
}
