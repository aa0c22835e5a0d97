package io.kindling.distributed.session;

import io.kindling.training.TrainingResult;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How training ended, the same on every worker.
 *
 * @param backend what it ran on, in words
 * @param precision what it computed in
 */
public record Outcome(
    TrainingResult.Outcome outcome,
    String message,
    long bestEpoch,
    long steps,
    String backend,
    String precision) {
  void write(DataOutputStream out) throws IOException {
    Encoding.text(out, outcome.name());
    Encoding.text(out, message);
    out.writeLong(bestEpoch);
    out.writeLong(steps);
    Encoding.text(out, backend);
    Encoding.text(out, precision);
  }

  static Outcome read(DataInputStream in) throws IOException {
    return new Outcome(
        TrainingResult.Outcome.valueOf(Encoding.text(in)),
        Encoding.text(in),
        in.readLong(),
        in.readLong(),
        Encoding.text(in),
        Encoding.text(in));
  }
}
