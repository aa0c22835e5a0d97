package io.kindling.distributed.session;

import io.kindling.training.CheckpointFormat;
import io.kindling.training.CheckpointInfo;
import io.kindling.training.TrainingState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Carries a training state to the driver and back, a piece at a time, as a checkpoint's bytes. */
final class StateTransfer {
  private StateTransfer() {}

  /** Sends a state to the driver. */
  static void send(
      int attempt, CheckpointInfo info, TrainingState state, Membership.Driver driver) {
    try (Sender sender = new Sender(attempt, state.steps(), driver)) {
      OutputStream out = new BufferedOutputStream(sender, HandOver.CHUNK);
      CheckpointFormat.write(out, info, state);
      out.flush();
      sender.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("Worker: cannot send its state to the driver: " + e, e);
    }
  }

  /** Reads the state that lies with the driver. */
  static void receive(
      int attempt, TrainingState state, long stepsPerEpoch, Membership.Driver driver) {
    try (InputStream in = new BufferedInputStream(new Receiver(attempt, driver), HandOver.CHUNK)) {
      CheckpointFormat.readState(in, state, true, stepsPerEpoch);
    } catch (IOException e) {
      throw new UncheckedIOException("Worker: cannot read the state from the driver: " + e, e);
    }
  }

  private static final class Sender extends OutputStream {
    private final int attempt;
    private final long steps;
    private final Membership.Driver driver;
    private long offset;

    Sender(int attempt, long steps, Membership.Driver driver) {
      this.attempt = attempt;
      this.steps = steps;
      this.driver = driver;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      for (int at = 0; at < count; at += HandOver.CHUNK) {
        int size = Math.min(HandOver.CHUNK, count - at);
        say(Arrays.copyOfRange(bytes, from + at, from + at + size), false);
      }
    }

    void finish() {
      say(new byte[0], true);
    }

    private void say(byte[] piece, boolean last) {
      driver.ask(new Report.Part(attempt, steps, offset, piece, last));
      offset += piece.length;
    }
  }

  private static final class Receiver extends InputStream {
    private final int attempt;
    private final Membership.Driver driver;
    private byte[] piece = {};
    private int at;
    private long offset;

    Receiver(int attempt, Membership.Driver driver) {
      this.attempt = attempt;
      this.driver = driver;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) {
      if (at == piece.length) {
        piece = driver.ask(new Report.Fetch(attempt, offset)).bytes();
        at = 0;
        offset += piece.length;
      }
      int size = Math.min(count, piece.length - at);
      System.arraycopy(piece, at, into, from, size);
      at += size;
      return piece.length == 0 ? -1 : size;
    }
  }
}
