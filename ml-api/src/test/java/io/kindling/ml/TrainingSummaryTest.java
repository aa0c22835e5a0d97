package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.ml.TrainingSummary.EpochSummary;
import io.kindling.ml.TrainingSummary.MetricValue;
import io.kindling.ml.TrainingSummary.StepSummary;
import io.kindling.training.WorkerTimes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrainingSummaryTest {
  private static final TrainingSummary SUMMARY =
      new TrainingSummary(
          List.of(
              new EpochSummary(0, 2.31254, metrics(Optional.empty(), 0.5), 0.01, 950.4),
              new EpochSummary(1, 0.5, metrics(Optional.of(0.75), 12.25), 1e-5, 12_345.6)),
          "oneDNN 3.11.0, AVX-512",
          "float32",
          2,
          1,
          "all epochs",
          1,
          3.14,
          List.of(
              new WorkerTimes(0, 40, 0.26, 2.5, 0.125, 0.0625, 1_234_567_890),
              new WorkerTimes(1, 40, 0, 2.5, 0, 0, 0)),
          "points",
          List.of(new StepSummary(7, 0.5, 1.25, 0.01, 3.5)));

  private static List<MetricValue> metrics(Optional<Double> auc, double loss) {
    return List.of(
        new MetricValue("auc", auc), new MetricValue("validation_loss", Optional.of(loss)));
  }

  @Test
  void text_isATable() {
    assertThat(SUMMARY.toString())
        .isEqualTo(
            """
            backend     oneDNN 3.11.0, AVX-512
            precision   float32
            workers     2, 1 thread each
            outcome     3.1 s, all epochs
            best epoch  1
            worker 0    data 0.3 s, compute 2.5 s, sums 0.1 s, update 0.1 s, sent 1,234.6 MB
            worker 1    data 0.0 s, compute 2.5 s, sums 0.0 s, update 0.0 s, sent 0.0 MB
            epoch    loss     auc  validation loss  learning rate  rows/s
                0  2.3125       -           0.5000         0.0100     950
                1  0.5000  0.7500          12.2500       1.00e-05  12,346""");
    assertThat(TrainingSummary.untrained("from a file"))
        .hasToString("not trained here: from a file");
  }

  @Test
  void json_keepsAll() {
    assertThat(TrainingSummary.fromJson(SUMMARY.toJson())).isEqualTo(SUMMARY);
  }

  @Test
  void json_mayLackWhatWasAddedLater() {
    String json = SUMMARY.toJson();
    String older = json.substring(0, json.indexOf(",\"run\"")) + "}";
    TrainingSummary read = TrainingSummary.fromJson(older);
    assertThat(read.history()).isEqualTo(SUMMARY.history());
    assertThat(read.steps()).isEmpty();
    assertThat(read.run()).isEmpty();
  }
}
