package io.kindling.distributed.collective;

import io.kindling.distributed.transport.Inbox;
import java.nio.ByteBuffer;

/** Hands the elements of a worker's part to a sum as they come, as long as the gate is open. */
final class AddSink implements Inbox.Sink {
  private final CopyGate gate;
  private final SliceSum sum;
  private final int rank;
  private final int bytes;
  private final Runnable complete;

  /** An element that came in two pieces. */
  private final ByteBuffer torn = ByteBuffer.allocate(Float.BYTES);

  private int taken;

  AddSink(CopyGate gate, SliceSum sum, int rank, int bytes, Runnable complete) {
    this.gate = gate;
    this.sum = sum;
    this.rank = rank;
    this.bytes = bytes;
    this.complete = complete;
  }

  @Override
  public void accept(ByteBuffer piece) {
    int size = piece.remaining();
    CopySink.checkRoom(size, bytes - taken, bytes);
    gate.pass(() -> hand(piece));
    taken += size;
  }

  private void hand(ByteBuffer piece) {
    while (torn.position() > 0 && piece.hasRemaining()) {
      torn.put(piece.get());
      if (!torn.hasRemaining()) {
        sum.accept(rank, torn.flip());
        torn.clear();
      }
    }
    int whole = piece.remaining() - piece.remaining() % Float.BYTES;
    if (whole > 0) {
      sum.accept(rank, piece.slice(piece.position(), whole));
      piece.position(piece.position() + whole);
    }
    torn.put(piece);
  }

  @Override
  public void complete() {
    CopySink.checkComplete(taken, bytes);
    complete.run();
  }
}
