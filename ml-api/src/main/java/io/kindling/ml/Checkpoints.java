package io.kindling.ml;

import io.kindling.distributed.checkpoint.CheckpointStore;
import io.kindling.layers.Network;
import io.kindling.layers.json.JsonCodec;
import io.kindling.training.CheckpointFormat;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Networks of checkpoints. */
final class Checkpoints {
  private Checkpoints() {}

  /**
   * Reads a network with the parameters of a checkpoint.
   *
   * @param steps of the checkpoint, below 0 for the newest
   * @throws IllegalArgumentException when there is none
   */
  static FittedNetwork read(String path, long steps, SparkSession session) {
    Configuration conf = session.sparkContext().hadoopConfiguration();
    CheckpointStore.Found found = CheckpointStore.named(path, steps, conf);
    Network network = Network.fromJson(found.info().network(), JsonCodec.standard());
    Parameters parameters = Parameters.zeros(ParameterLayout.of(network.graph()));
    try (InputStream in = CheckpointStore.open(found.path(), conf)) {
      CheckpointFormat.readParameters(in, parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("Checkpoints: cannot read " + found.path() + ": " + e, e);
    }
    String origin = "from the checkpoint after step " + found.info().steps();
    return FittedNetwork.of(network, parameters, TrainingSummary.untrained(origin));
  }
}
