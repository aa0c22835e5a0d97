package io.kindling.distributed.session;

import io.kindling.distributed.spark.SparkInternals.Answer;
import io.kindling.distributed.spark.SparkInternals.Handler;
import java.util.Optional;

/**
 * Where the messages of a fit arrive: those of workers go to the attempt that runs now, which
 * refuses those of others; executors that keep a state hear whether it is wanted still.
 */
final class Meetings implements Handler {
  private volatile Meeting current;

  Meetings(Meeting first) {
    this.current = first;
  }

  /** Goes on to the next attempt. */
  void begin(Meeting next) {
    current = next;
  }

  @Override
  public void ask(byte[] message, Optional<Throwable> cause, Answer answer) {
    Meeting now = current;
    if (Report.decode(message) instanceof Report.Kept kept) {
      if (kept.attempt() == now.attempt()) {
        now.kept(kept.steps());
      }
      boolean old = kept.attempt() < now.attempt() && kept.steps() < now.steps();
      answer.send((old ? Reply.refused("others are further") : Reply.accepted()).encode());
      return;
    }
    now.ask(message, cause, answer);
  }

  @Override
  public void tell(byte[] message) {
    current.tell(message);
  }
}
