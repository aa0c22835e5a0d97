package io.kindling.distributed.session;

import io.kindling.distributed.spark.SparkInternals;
import java.util.Iterator;
import org.apache.spark.TaskContext;

/** The task of one worker: bytes, which every serializer can carry. */
final class WorkerTask implements SparkInternals.BarrierTask {
  private static final long serialVersionUID = 1L;

  private final byte[] plan;

  WorkerTask(byte[] plan) {
    this.plan = plan;
  }

  @Override
  public void run(Iterator<byte[]> partition) {
    new Worker(SessionPlan.decode(plan), TaskContext.get()).run(partition);
  }
}
