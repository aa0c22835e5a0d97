package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.training.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProgressLinesTest {
  @Test
  void everyEpoch_isALineWithLossMetricsSpeedAndTimeLeft() {
    List<String> lines = new ArrayList<>();
    ProgressLines progress = new ProgressLines(lines::add);

    progress.accept(epoch(0, 4000));
    progress.accept(new TrainingEvent.Validated(0, 1, Map.of("loss", 1.0)));
    progress.accept(epoch(1, 75));
    progress.accept(epoch(2, 0));

    assertThat(lines)
        .containsExactly(
            "epoch 1/3: loss 0.5000, accuracy 0.2500, validation accuracy 0.7500, 12,346 rows/s,"
                + " 1:06 h left",
            "epoch 2/3: loss 0.5000, accuracy 0.2500, validation accuracy 0.7500, 12,346 rows/s,"
                + " 1:15 min left",
            "epoch 3/3: loss 0.5000, accuracy 0.2500, validation accuracy 0.7500, 12,346 rows/s,"
                + " 0 s left");
  }

  private static TrainingEvent epoch(long epoch, double left) {
    Map<String, Double> metrics =
        Map.of("validation_accuracy", 0.75, "accuracy", 0.25, "loss", 0.5);
    return new TrainingEvent.EpochFinished(epoch, 3, 0.5, metrics, 0.1, 12_345.6, left);
  }
}
