package io.kindling.ml.scoring;

import io.kindling.distributed.session.NativeCache;
import io.kindling.distributed.spark.SparkInternals;
import io.kindling.ml.column.ColumnSpec;
import io.kindling.training.Compute;
import java.util.ArrayList;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Scores the rows of a partition, in order; cells of the outputs follow those of the input.
 *
 * @param who the stage, for messages
 * @param columns what the network reads
 * @param positions where these columns stand in a row
 * @param handleInvalid error, skip or keep
 * @param id names the network in the registry of plans
 * @param model the network in the pieces of {@link ScoringModel#send}
 */
record ScoreRows(
    String who,
    ArrayList<ColumnSpec> columns,
    int[] positions,
    String handleInvalid,
    Outputs outputs,
    String id,
    ArrayList<Broadcast<byte[]>> model,
    String backend,
    String precision,
    int batch)
    implements MapPartitionsFunction<Row, Row> {

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return rows;
    }
    TaskContext task = TaskContext.get();
    NativeCache.place(SparkInternals.localDirectory());
    ScoringKey key = new ScoringKey(id, new Compute(backend, task.cpus(), precision), batch);
    ScoringPlans.Lease lease =
        ScoringPlans.ofThisJvm().lease(key, () -> ScoringModel.receive(model, Broadcast::value));
    // A task may stop before its last row: after a limit, or when it is killed.
    task.addTaskCompletionListener(
        (org.apache.spark.util.TaskCompletionListener) context -> lease.close());
    return new ScoredRows(this, rows, lease, task.partitionId());
  }
}
