package io.kindling.ml.scoring;

import io.kindling.layers.Network;
import io.kindling.ml.column.ColumnSpec;
import io.kindling.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Scores DataFrames with one network. Its numbers are sent to every executor once, however many
 * DataFrames are scored.
 */
public final class RowScorer {
  private final String id;
  private final Network network;
  private final Parameters parameters;
  private Optional<Sent> sent = Optional.empty();

  private record Sent(SparkContext context, ArrayList<Broadcast<byte[]>> model) {}

  /**
   * Makes a scorer.
   *
   * @param id names the network with its numbers; no other has this name
   */
  public RowScorer(String id, Network network, Parameters parameters) {
    this.id = id;
    this.network = network;
    this.parameters = parameters;
  }

  /**
   * How rows are scored.
   *
   * @param who the stage, for messages
   * @param columns what the network reads, one for each input
   * @param outputs what becomes of its outputs
   * @param added the columns of these outputs
   * @param handleInvalid error, skip or keep
   * @param batch rows scored at a time
   */
  public record Job(
      String who,
      List<ColumnSpec> columns,
      Outputs outputs,
      List<StructField> added,
      String handleInvalid,
      String backend,
      String precision,
      int batch) {
    /** Copies the lists. */
    public Job {
      columns = List.copyOf(columns);
      added = List.copyOf(added);
    }
  }

  /** Returns a DataFrame with all columns that there are, as they are, and those that are added. */
  public Dataset<Row> score(Dataset<Row> data, Job job) {
    List<StructField> fields = new ArrayList<>(Arrays.asList(data.schema().fields()));
    int[] positions =
        job.columns().stream().mapToInt(c -> data.schema().fieldIndex(c.name())).toArray();
    fields.addAll(job.added());
    // Numbered names: columns of a join may share one. Metadata is put back at the end, because
    // functions over rows drop it.
    StructType numbered = new StructType();
    Column[] named = new Column[fields.size()];
    for (int i = 0; i < named.length; i++) {
      StructField field = fields.get(i);
      numbered = numbered.add("c" + i, field.dataType(), field.nullable());
      named[i] = functions.col("c" + i).as(field.name(), field.metadata());
    }
    ScoreRows scoring =
        new ScoreRows(
            job.who(),
            new ArrayList<>(job.columns()),
            positions,
            job.handleInvalid(),
            job.outputs(),
            id,
            model(data.sparkSession().sparkContext()),
            job.backend(),
            job.precision(),
            job.batch());
    return data.mapPartitions(scoring, Encoders.row(numbered)).select(named);
  }

  private synchronized ArrayList<Broadcast<byte[]>> model(SparkContext context) {
    if (sent.isEmpty() || sent.get().context() != context) {
      JavaSparkContext java = JavaSparkContext.fromSparkContext(context);
      List<Broadcast<byte[]>> model = ScoringModel.send(network, parameters, java::broadcast);
      sent = Optional.of(new Sent(context, new ArrayList<>(model)));
    }
    return sent.get().model();
  }
}
