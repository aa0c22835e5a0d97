package io.kindling.distributed.session;

import io.kindling.distributed.collective.CollectiveOptions;
import io.kindling.distributed.transport.SessionSecret;
import io.kindling.layers.json.JsonCodec;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.training.CheckpointInfo;
import io.kindling.training.EpochOrder;
import io.kindling.training.RowFormat;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingSpec;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * What every worker of an attempt is told in its task.
 *
 * @param endpoint the name of the driver's endpoint, which is that of the fit
 * @param secret of the session
 * @param inMemory whether all workers are in one JVM
 * @param steps which of them the driver wants to hear of
 * @param training the number of training rows and the digest of each worker's
 * @param validation the same of the validation rows; no rows when there are none
 */
record SessionPlan(
    String endpoint,
    int attempt,
    SessionSecret secret,
    int workers,
    int threads,
    boolean inMemory,
    StepInterest steps,
    String network,
    String spec,
    RowFormat format,
    Rows training,
    Rows validation,
    CheckpointPlan checkpoints,
    CollectiveOptions options) {
  /** How many rows there are and what the blocks of each worker must give. */
  record Rows(long count, long[] digests) {
    static Rows none() {
      return new Rows(0, new long[0]);
    }
  }

  /** Returns what a checkpoint after some steps says about itself. */
  CheckpointInfo about(long steps) {
    TrainingSpec settings = TrainingSpec.fromJson(spec, JsonCodec.standard());
    long stepsPerEpoch =
        EpochOrder.shuffled(training.count(), settings.batch(), settings.seed()).stepsPerEpoch();
    return new CheckpointInfo(network, spec, steps, stepsPerEpoch, training.count());
  }

  byte[] encode() {
    return Encoding.write(
        out -> {
          Encoding.text(out, endpoint);
          out.writeInt(attempt);
          Encoding.text(out, secret.hex());
          out.writeInt(workers);
          out.writeInt(threads);
          out.writeBoolean(inMemory);
          out.writeLong(steps.every());
          out.writeLong(steps.millis());
          out.writeLong(steps.distributions());
          out.writeLong(steps.points());
          Encoding.text(out, network);
          Encoding.text(out, spec);
          out.writeInt(format.fields().size());
          for (RowFormat.Field field : format.fields()) {
            Encoding.text(out, field.name());
            Encoding.text(out, field.type().name());
            Encoding.longs(out, field.shape().dims());
          }
          out.writeLong(training.count());
          Encoding.longs(out, training.digests());
          out.writeLong(validation.count());
          Encoding.longs(out, validation.digests());
          checkpoints.write(out);
          out.writeInt(options.bucketBytes());
          out.writeInt(options.smallBytes());
          out.writeLong(options.limit().toMillis());
        });
  }

  static SessionPlan decode(byte[] bytes) {
    return Encoding.read(
        bytes,
        in ->
            new SessionPlan(
                Encoding.text(in),
                in.readInt(),
                new SessionSecret(Encoding.text(in)),
                in.readInt(),
                in.readInt(),
                in.readBoolean(),
                new StepInterest(in.readLong(), in.readLong(), in.readLong(), in.readLong()),
                Encoding.text(in),
                Encoding.text(in),
                new RowFormat(Encoding.list(in, SessionPlan::field)),
                new Rows(in.readLong(), Encoding.longs(in)),
                new Rows(in.readLong(), Encoding.longs(in)),
                CheckpointPlan.read(in),
                new CollectiveOptions(
                    in.readInt(), in.readInt(), Duration.ofMillis(in.readLong()))));
  }

  private static RowFormat.Field field(DataInputStream in) throws IOException {
    return new RowFormat.Field(
        Encoding.text(in), DataType.valueOf(Encoding.text(in)), Shape.of(Encoding.longs(in)));
  }
}
