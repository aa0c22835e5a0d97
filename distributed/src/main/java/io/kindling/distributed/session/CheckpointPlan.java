package io.kindling.distributed.session;

import io.kindling.distributed.checkpoint.Interval;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What the workers of an attempt are told of checkpoints.
 *
 * @param folder of this fit's; empty: none are written
 * @param resume the path of the checkpoint that they go on from when none of them holds a state;
 *     empty: from the start
 * @param resumeSteps that it has done
 * @param resetOptimizer whether its optimizer is left out
 */
record CheckpointPlan(
    String folder,
    Interval interval,
    int keep,
    String resume,
    long resumeSteps,
    boolean resetOptimizer) {
  static CheckpointPlan none() {
    Interval never = new Interval(1, Interval.Unit.EPOCHS);
    return new CheckpointPlan("", never, 1, "", Report.NO_STATE, false);
  }

  boolean resumes() {
    return !resume.isEmpty();
  }

  void write(DataOutputStream out) throws IOException {
    Encoding.text(out, folder);
    out.writeLong(interval.number());
    Encoding.text(out, interval.unit().name());
    out.writeInt(keep);
    Encoding.text(out, resume);
    out.writeLong(resumeSteps);
    out.writeBoolean(resetOptimizer);
  }

  static CheckpointPlan read(DataInputStream in) throws IOException {
    return new CheckpointPlan(
        Encoding.text(in),
        new Interval(in.readLong(), Interval.Unit.valueOf(Encoding.text(in))),
        in.readInt(),
        Encoding.text(in),
        in.readLong(),
        in.readBoolean());
  }
}
