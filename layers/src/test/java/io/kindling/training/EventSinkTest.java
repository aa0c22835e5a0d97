package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventSinkTest {
  private static final TrainingEvent STEP =
      new TrainingEvent.StepFinished(0, 0, 0.5, Map.of(), 0.1, 1, 8, 0.01);
  private static final TrainingEvent END = new TrainingEvent.Finished("all epochs", 0);

  private record Patient(List<TrainingEvent> events) implements EventSink {
    @Override
    public void accept(TrainingEvent event) {
      events.add(event);
    }

    @Override
    public StepInterest steps() {
      return StepInterest.none();
    }
  }

  @Test
  void both_giveStepsOnlyToWhoWantsThem() {
    List<TrainingEvent> all = new ArrayList<>();
    Patient patient = new Patient(new ArrayList<>());
    EventSink both = EventSink.both(all::add, patient);

    both.accept(STEP);
    both.accept(END);

    assertThat(both.steps()).isEqualTo(StepInterest.all());
    assertThat(all).containsExactly(STEP, END);
    assertThat(patient.events()).containsExactly(END);
    assertThat(EventSink.both(patient, EventSink.none()).steps().isNone()).isTrue();
  }
}
