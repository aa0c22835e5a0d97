package io.kindling.distributed.session;

import io.kindling.distributed.transport.Peer;
import io.kindling.training.TrainingEvent;
import java.io.DataInputStream;
import java.io.IOException;

/** What a worker tells the driver; every report carries the number of its attempt. */
sealed interface Report {
  /** The number of steps of a worker without a state. */
  long NO_STATE = -1;

  /** Returns the number of the attempt, from 1. */
  int attempt();

  /** The worker lives. */
  record Alive(int attempt, Sign sign) implements Report {}

  /**
   * The worker is there; answered when all are.
   *
   * @param steps how many steps the state has done that the worker holds, {@link #NO_STATE} for
   *     none
   * @param task the number that Spark gives the attempt of a task
   */
  record Joined(int attempt, Peer self, long steps, long task) implements Report {}

  /** The executor keeps a state after the attempt has failed; asks whether it is wanted still. */
  record Kept(int attempt, long steps, String executor) implements Report {}

  /** A piece of a state that the driver shall keep. */
  record Part(int attempt, long steps, long offset, byte[] bytes, boolean last) implements Report {}

  /** Asks for a piece of the state that the driver keeps. */
  record Fetch(int attempt, long offset) implements Report {}

  /** Something happened in training; from rank 0, not answered. */
  record Happened(int attempt, TrainingEvent event) implements Report {}

  /** Asks for a piece of the first parameters. */
  record First(int attempt, long offset) implements Report {}

  /** A piece of the final parameters, in order; from rank 0. */
  record Chunk(int attempt, long offset, byte[] bytes) implements Report {}

  /**
   * The worker has trained; answered when all have.
   *
   * @param digest of the final parameters
   * @param outcome how training ended
   */
  record Done(int attempt, int rank, long digest, Outcome outcome) implements Report {}

  /**
   * The worker has failed.
   *
   * @param position where training was
   */
  record Failed(int attempt, int rank, String host, String position, Kind kind, String message)
      implements Report {
    /** Why a worker fails, the likeliest root of several failures first. */
    enum Kind {
      /** It has failed itself. */
      OWN,
      /** Another worker was lost. */
      LOST,
      /** Its task was killed, or the driver sent it home. */
      KILLED
    }

    /** Returns this with other words. */
    Failed withMessage(String words) {
      return new Failed(attempt, rank, host, position, kind, words);
    }
  }

  /** Returns this as bytes. */
  default byte[] encode() {
    return Encoding.write(
        out -> {
          out.writeInt(attempt());
          if (this instanceof Alive alive) {
            out.writeByte('A');
            alive.sign().write(out);
          } else if (this instanceof Part part) {
            out.writeByte('P');
            out.writeLong(part.steps());
            out.writeLong(part.offset());
            Encoding.bytes(out, part.bytes());
            out.writeBoolean(part.last());
          } else if (this instanceof Fetch fetch) {
            out.writeByte('G');
            out.writeLong(fetch.offset());
          } else if (this instanceof First first) {
            out.writeByte('I');
            out.writeLong(first.offset());
          } else if (this instanceof Joined joined) {
            out.writeByte('J');
            out.writeInt(joined.self().rank());
            Encoding.text(out, joined.self().host());
            out.writeInt(joined.self().port());
            out.writeLong(joined.steps());
            out.writeLong(joined.task());
          } else if (this instanceof Kept kept) {
            out.writeByte('K');
            out.writeLong(kept.steps());
            Encoding.text(out, kept.executor());
          } else if (this instanceof Happened happened) {
            out.writeByte('H');
            EventEncoding.write(out, happened.event());
          } else if (this instanceof Chunk chunk) {
            out.writeByte('C');
            out.writeLong(chunk.offset());
            Encoding.bytes(out, chunk.bytes());
          } else if (this instanceof Done done) {
            out.writeByte('D');
            out.writeInt(done.rank());
            out.writeLong(done.digest());
            done.outcome().write(out);
          } else if (this instanceof Failed failed) {
            out.writeByte('F');
            out.writeInt(failed.rank());
            Encoding.text(out, failed.host());
            Encoding.text(out, failed.position());
            out.writeByte(failed.kind().ordinal());
            Encoding.text(out, failed.message());
          }
        });
  }

  /** Returns what the bytes say. */
  static Report decode(byte[] bytes) {
    return Encoding.read(bytes, Report::read);
  }

  private static Report read(DataInputStream in) throws IOException {
    int attempt = in.readInt();
    byte type = in.readByte();
    return switch (type) {
      case 'A' -> new Alive(attempt, Sign.read(in));
      case 'P' ->
          new Part(attempt, in.readLong(), in.readLong(), Encoding.bytes(in), in.readBoolean());
      case 'G' -> new Fetch(attempt, in.readLong());
      case 'J' ->
          new Joined(
              attempt,
              new Peer(in.readInt(), Encoding.text(in), in.readInt()),
              in.readLong(),
              in.readLong());
      case 'K' -> new Kept(attempt, in.readLong(), Encoding.text(in));
      case 'H' -> new Happened(attempt, EventEncoding.read(in));
      case 'I' -> new First(attempt, in.readLong());
      case 'C' -> new Chunk(attempt, in.readLong(), Encoding.bytes(in));
      case 'D' -> new Done(attempt, in.readInt(), in.readLong(), Outcome.read(in));
      case 'F' ->
          new Failed(
              attempt,
              in.readInt(),
              Encoding.text(in),
              Encoding.text(in),
              Failed.Kind.values()[in.readByte()],
              Encoding.text(in));
      default -> throw new IOException("expected a report, got type " + type);
    };
  }
}
