package io.kindling.distributed.session;

import io.kindling.distributed.spark.SparkInternals.Answer;
import io.kindling.distributed.spark.SparkInternals.Handler;
import java.util.Optional;

/**
 * Where the messages of a fit arrive: those of workers go to the attempt that runs now, which
 * refuses those of others; executors that keep a state hear whether it is wanted still.
 */
final class Meetings implements Handler, AutoCloseable {
  private final KnownStates known;
  private volatile Meeting current;

  Meetings(Meeting first, KnownStates known) {
    this.current = first;
    this.known = known;
  }

  /** Goes on to the next attempt. */
  void begin(Meeting next) {
    Meeting last = current;
    current = next;
    last.close();
  }

  @Override
  public void close() {
    current.close();
  }

  @Override
  public void ask(byte[] message, Optional<Throwable> cause, Answer answer) {
    Meeting now = current;
    Report report = Report.decode(message);
    if (report instanceof Report.Kept kept) {
      if (kept.attempt() == now.attempt()) {
        now.kept(kept.steps());
      }
      boolean old = kept.attempt() < now.attempt() && kept.steps() < now.steps();
      Reply reply = old ? Reply.refused("others are further") : Reply.ordered(known.kept(kept));
      answer.send(reply.encode());
    } else if (report instanceof Report.Part part) {
      known.put(part);
      if (part.last()) {
        now.secured();
      }
      answer.send(Reply.accepted().encode());
    } else if (report instanceof Report.Fetch fetch && fetch.attempt() == now.attempt()) {
      answer.send(Reply.bytes(known.read(fetch.offset())).encode());
    } else {
      now.ask(message, cause, answer);
    }
  }

  @Override
  public void tell(byte[] message) {
    current.tell(message);
  }
}
