package io.kindling.distributed.session;

import io.kindling.distributed.spark.SparkInternals.Answer;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Workers that wait for an answer, by rank. Used under the lock of its owner. */
final class Gathering {
  /** Far below the limits of messages; a worker that hears nothing new asks again. */
  private static final long PATIENCE = Duration.ofSeconds(8).toNanos();

  private final Map<Integer, Waiting> waiting = new TreeMap<>();

  private record Waiting(Answer answer, long since) {}

  /** Lets a worker wait; whoever waited in its place is sent home. */
  void add(int rank, Answer answer) {
    Waiting before = waiting.put(rank, new Waiting(answer, System.nanoTime()));
    if (before != null) {
      before.answer.send(Reply.refused("another task has taken its place").encode());
    }
  }

  /** Answers all. */
  void answer(Reply reply) {
    byte[] encoded = reply.encode();
    waiting.values().forEach(each -> each.answer.send(encoded));
    waiting.clear();
  }

  /** Lets those ask again who have waited for some time. */
  void remind(Duration limit) {
    long patience = Math.min(PATIENCE, limit.toNanos() / 2);
    byte[] again = Reply.ordered(Reply.Order.ASK_AGAIN).encode();
    Iterator<Waiting> each = waiting.values().iterator();
    while (each.hasNext()) {
      Waiting next = each.next();
      if (System.nanoTime() - next.since > patience) {
        next.answer.send(again);
        each.remove();
      }
    }
  }
}
