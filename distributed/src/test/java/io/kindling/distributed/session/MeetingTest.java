package io.kindling.distributed.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the driver answers in one attempt, and for how long. */
final class MeetingTest {
  private static final int ATTEMPT = 1;

  private final Parameters first = Parameters.zeros(new ParameterLayout(List.of(), 4));
  private final KnownStates known = new KnownStates();
  private final Meeting meeting = new Meeting(ATTEMPT, 1, CheckpointPlan.none(), known, first);

  @AfterEach
  void free() {
    meeting.close();
    known.close();
    first.close();
  }

  @Test
  void piecesInOrder_areTheParameters() {
    assertThat(ask(chunk(0, 8)).refusal()).isEmpty();
    assertThat(ask(chunk(8, 8)).refusal()).isEmpty();

    try (Parameters whole = meeting.parameters()) {
      assertThat(whole.vector().bytes()).isEqualTo(16);
    }
  }

  @Test
  void pieceOutOfOrder_isRefused() {
    ask(chunk(0, 8));

    assertThatThrownBy(() -> ask(chunk(12, 4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected the parameters of worker 0 from byte 8 on, got those from");
    assertThatThrownBy(() -> ask(chunk(0, 8))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void piecesThatDoNotMakeTheWhole_areNotHandedOver() {
    ask(chunk(0, 8));

    assertThatThrownBy(meeting::parameters)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Fit: expected 16 bytes of parameters from worker 0, got 8.");
  }

  @Test
  void lateComers_areRefusedOnceTheAttemptIsOver() {
    assertThat(ask(new Report.First(ATTEMPT, 0)).bytes()).hasSize(16);

    meeting.close();

    assertThat(ask(new Report.First(ATTEMPT, 0)).refusal()).isEqualTo("this attempt has ended");
    assertThat(ask(chunk(0, 8)).refusal()).isEqualTo("this attempt has ended");
  }

  @Test
  void otherAttempts_areRefused() {
    assertThat(ask(new Report.First(ATTEMPT + 1, 0)).refusal())
        .isEqualTo("this is attempt 1, not 2");
  }

  private static Report chunk(long offset, int length) {
    return new Report.Chunk(ATTEMPT, offset, new byte[length]);
  }

  private Reply ask(Report report) {
    AtomicReference<byte[]> answer = new AtomicReference<>();
    meeting.ask(report.encode(), Optional.empty(), answer::set);
    return Reply.decode(answer.get());
  }
}
