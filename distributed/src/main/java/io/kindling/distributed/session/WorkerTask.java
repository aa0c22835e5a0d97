package io.kindling.distributed.session;

import io.kindling.distributed.spark.SparkInternals;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

/** The task of one worker: bytes and a broadcast, which every serializer can carry. */
final class WorkerTask implements SparkInternals.BarrierTask {
  private static final long serialVersionUID = 1L;

  private final byte[] plan;
  private final Broadcast<byte[][]> initial;

  WorkerTask(byte[] plan, Broadcast<byte[][]> initial) {
    this.plan = plan;
    this.initial = initial;
  }

  @Override
  public void run(Iterator<byte[]> partition) {
    new Worker(SessionPlan.decode(plan), TaskContext.get()).run(partition, initial::value);
  }
}
