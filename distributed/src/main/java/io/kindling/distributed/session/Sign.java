package io.kindling.distributed.session;

import io.kindling.distributed.collective.Waiting;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A sign of life of a worker.
 *
 * @param task the number that Spark gives the attempt of its task
 * @param executor in which it runs
 * @param position where training is
 * @param waiting for whom it waits
 */
record Sign(int rank, long task, String executor, String host, String position, Waiting waiting) {
  void write(DataOutputStream out) throws IOException {
    out.writeInt(rank);
    out.writeLong(task);
    Encoding.text(out, executor);
    Encoding.text(out, host);
    Encoding.text(out, position);
    out.writeInt(waiting.missing().size());
    for (int missing : waiting.missing()) {
      out.writeInt(missing);
    }
    out.writeLong(waiting.millis());
    out.writeLong(waiting.arrived());
  }

  static Sign read(DataInputStream in) throws IOException {
    int rank = in.readInt();
    long task = in.readLong();
    String executor = Encoding.text(in);
    String host = Encoding.text(in);
    String position = Encoding.text(in);
    List<Integer> missing = new ArrayList<>(Encoding.list(in, DataInputStream::readInt));
    return new Sign(
        rank, task, executor, host, position, new Waiting(missing, in.readLong(), in.readLong()));
  }

  /** Returns this worker in words. */
  String name() {
    return "worker " + rank + " on " + host + " (executor " + executor + ")";
  }
}
