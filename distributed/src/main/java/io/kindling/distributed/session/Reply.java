package io.kindling.distributed.session;

import io.kindling.distributed.transport.Peer;
import java.util.List;

/**
 * What the driver answers.
 *
 * @param refusal why the worker shall stop; empty when it shall go on
 * @param peers all workers by rank, when they have met
 * @param holder with whose state they go on
 * @param order what the worker shall do besides
 * @param bytes that it has asked for
 */
record Reply(String refusal, List<Peer> peers, Holder holder, Order order, byte[] bytes) {
  /** The rank of nobody. */
  static final int NOBODY = -1;

  /** What a worker shall do. */
  enum Order {
    /** Nothing else. */
    NONE,
    /** Ask again, as the answer is not known yet. */
    ASK_AGAIN,
    /** Save its state. */
    SAVE
  }

  /**
   * Where the state is with which training goes on.
   *
   * @param rank of a worker that has it, {@link #NOBODY} to begin
   * @param steps that it has done, {@link Report#NO_STATE} to begin
   * @param shared whether all have it already
   * @param withDriver whether it lies with the driver, from where that worker fetches it
   */
  record Holder(int rank, long steps, boolean shared, boolean withDriver) {
    static final Holder NONE = new Holder(NOBODY, Report.NO_STATE, true, false);
  }

  Reply {
    peers = List.copyOf(peers);
  }

  private static Reply of(String refusal, Order order, byte[] bytes) {
    return new Reply(refusal, List.of(), Holder.NONE, order, bytes);
  }

  static Reply accepted() {
    return of("", Order.NONE, new byte[0]);
  }

  static Reply ordered(Order order) {
    return of("", order, new byte[0]);
  }

  static Reply bytes(byte[] bytes) {
    return of("", Order.NONE, bytes);
  }

  static Reply refused(String reason) {
    return of(reason, Order.NONE, new byte[0]);
  }

  byte[] encode() {
    return Encoding.write(
        out -> {
          Encoding.text(out, refusal);
          out.writeInt(peers.size());
          for (Peer peer : peers) {
            out.writeInt(peer.rank());
            Encoding.text(out, peer.host());
            out.writeInt(peer.port());
          }
          out.writeInt(holder.rank());
          out.writeLong(holder.steps());
          out.writeBoolean(holder.shared());
          out.writeBoolean(holder.withDriver());
          out.writeByte(order.ordinal());
          Encoding.bytes(out, bytes);
        });
  }

  static Reply decode(byte[] bytes) {
    return Encoding.read(
        bytes,
        in ->
            new Reply(
                Encoding.text(in),
                Encoding.list(
                    in, each -> new Peer(each.readInt(), Encoding.text(each), each.readInt())),
                new Holder(in.readInt(), in.readLong(), in.readBoolean(), in.readBoolean()),
                Order.values()[in.readByte()],
                Encoding.bytes(in)));
  }
}
