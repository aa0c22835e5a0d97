package io.kindling.distributed.collective;

import io.kindling.distributed.transport.Inbox;
import io.kindling.tensor.Tensor;
import java.nio.ByteBuffer;

/** Copies pieces one after another to native memory, as long as the gate is open. */
final class CopySink implements Inbox.Sink {
  private final CopyGate gate;
  private final Tensor target;
  private final long from;
  private final int bytes;
  private final Runnable complete;
  private int copied;

  CopySink(CopyGate gate, Tensor target, long from, int bytes, Runnable complete) {
    this.gate = gate;
    this.target = target;
    this.from = from;
    this.bytes = bytes;
    this.complete = complete;
  }

  @Override
  public void accept(ByteBuffer piece) {
    int size = piece.remaining();
    if (size > bytes - copied) {
      throw new IllegalArgumentException(
          "Worker: expected " + bytes + " bytes in a stream, got more. Refused.");
    }
    gate.pass(() -> target.buffer(from + copied, size).put(piece));
    copied += size;
  }

  @Override
  public void complete() {
    if (copied != bytes) {
      throw new IllegalArgumentException(
          "Worker: expected " + bytes + " bytes in a stream, got " + copied + ". Refused.");
    }
    complete.run();
  }
}
