package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.metric.LossMetric;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Constant;
import io.kindling.layers.schedule.Cosine;
import io.kindling.layers.schedule.WarmUp;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainingSpecTest {
  private static final TrainingSpec SPEC =
      TrainingSpec.of(SoftmaxCrossEntropy.of(), Sgd.of(), Constant.of(0.1));

  @Test
  void json_givesTheSameSpecification() {
    TrainingSpec spec =
        TrainingSpec.of(
                Objective.of(SoftmaxCrossEntropy.of())
                    .metrics(Accuracy.of(), LossMetric.of())
                    .frozen(List.of("dense.weight")),
                Adam.of().weightDecay(0.1),
                WarmUp.of(Cosine.of(0.1, 5), 1))
            .clipping(GradientClipping.byGlobalNorm(2))
            .epochs(7)
            .batch(64)
            .seed(-5)
            .monitoring(
                Monitoring.atEpochs()
                    .interval(10)
                    .metric("validation_accuracy")
                    .earlyStopping(EarlyStopping.of(3).minDelta(0.01)))
            .compute(new Compute("reference", 2))
            .synchronization(Synchronization.everyStep().compression(Compression.FP16).parts(3));
    JsonCodec codec = JsonCodec.standard();
    for (TrainingSpec each : List.of(spec, SPEC)) {
      assertThat(TrainingSpec.fromJson(each.toJson(codec), codec)).isEqualTo(each);
    }
  }

  @Test
  void monitored_isTheLossOrAMetric() {
    TrainingSpec judged = SPEC.metrics(Accuracy.of());
    assertThat(Trainer.higherIsBetter(SPEC, false)).isFalse();
    assertThat(Trainer.higherIsBetter(SPEC, true)).isFalse();
    Monitoring accuracy = Monitoring.atEpochs().metric("validation_accuracy");
    assertThat(Trainer.higherIsBetter(judged.monitoring(accuracy), true)).isTrue();
    assertThatThrownBy(() -> Trainer.higherIsBetter(judged.monitoring(accuracy), false))
        .hasMessageContaining("no validation rows");
    assertThatThrownBy(() -> Trainer.higherIsBetter(SPEC.monitoring(accuracy), true))
        .hasMessageContaining("got \"validation_accuracy\"");
  }

  @Test
  void badNumbers_areRefused() {
    assertThatThrownBy(() -> SPEC.epochs(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> SPEC.batch(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> GradientClipping.byValue(0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> EarlyStopping.of(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Compute("auto", -1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Monitoring.atEpochs().interval(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> SPEC.metrics(Accuracy.of(), Accuracy.of()))
        .hasMessageContaining("two \"accuracy\"");
    assertThatThrownBy(() -> Objective.of(List.of())).hasMessageContaining("got none");
    assertThatThrownBy(() -> new OutputMetric(-1, Accuracy.of())).hasMessageContaining("-1");
  }
}
