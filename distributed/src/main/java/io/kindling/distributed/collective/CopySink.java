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
    checkRoom(size, bytes - copied, bytes);
    gate.pass(() -> target.buffer(from + copied, size).put(piece));
    copied += size;
  }

  @Override
  public void complete() {
    checkComplete(copied, bytes);
    complete.run();
  }

  /** Refuses a piece that goes beyond what a stream has announced. */
  static void checkRoom(int size, int left, int bytes) {
    if (size > left) {
      throw new IllegalArgumentException(
          "Worker: expected " + bytes + " bytes in a stream, got more. Refused.");
    }
  }

  /** Refuses a stream that has ended early. */
  static void checkComplete(int taken, int bytes) {
    if (taken != bytes) {
      throw new IllegalArgumentException(
          "Worker: expected " + bytes + " bytes in a stream, got " + taken + ". Refused.");
    }
  }
}
