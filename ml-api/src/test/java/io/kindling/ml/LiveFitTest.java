package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.ml.support.Toy;
import io.kindling.training.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveFitTest {
  @Test
  void line_tellsWhereTheFitIs() {
    LiveFit live =
        new LiveFit(Toy.classifier().setRunName("points").setEpochs(2), Toy.points(60, 1));
    assertThat(live.line()).isEqualTo("points is about to begin");
    assertThat(live.fit()).isInstanceOf(DeepClassificationModel.class);
    assertThat(live.line()).startsWith("points epoch 2/2: loss").contains("accuracy");
  }

  @Test
  void curve_growsWithTheFitAndStaysSmall() {
    LiveFit live = new LiveFit(Toy.classifier().setEpochs(50), Toy.points(200, 1));
    assertThat(live.curve()).isEmpty();
    live.fit();
    assertThat(live.curve()).startsWith("<svg").contains("steps", "epochs", ">loss</text>");
    assertThat(live.curve().length()).isBetween(2_000, 30_000);
  }

  @Test
  void observer_hearsOfEveryStepAndMayEndTheFit() {
    List<TrainingEvent> events = new ArrayList<>();
    Toy.classifier().setEpochs(2).fit(Toy.points(64, 1), events::add);
    assertThat(events.get(0)).isInstanceOf(TrainingEvent.Started.class);
    assertThat(events.stream().filter(TrainingEvent.StepFinished.class::isInstance)).hasSize(8);

    assertThatThrownBy(
            () ->
                Toy.classifier()
                    .fit(
                        Toy.points(64, 1),
                        event -> {
                          throw new IllegalStateException("I have seen enough");
                        }))
        .hasMessageContaining("I have seen enough");
  }
}
