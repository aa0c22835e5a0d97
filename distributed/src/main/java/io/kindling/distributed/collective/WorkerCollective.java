package io.kindling.distributed.collective;

import io.kindling.backend.Collective;

/** The collective of a worker of a session, which may end before its time. */
public interface WorkerCollective extends Collective, AutoCloseable {
  /** Ends all waits, now and to come, with a cause; may be called on any thread. */
  void fail(RuntimeException cause);

  /** Returns for whom this worker waits now; may be called on any thread. */
  Waiting waiting();

  /** Leaves the session; the vectors of this worker are not touched any more. */
  @Override
  void close();
}
