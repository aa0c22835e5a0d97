package io.kindling.distributed.session;

import io.kindling.distributed.transport.Peer;
import java.util.List;

/**
 * What the driver answers.
 *
 * @param refusal why the worker shall stop; empty when it shall go on
 * @param peers all workers by rank, when they have met
 * @param holder with whose state they go on
 */
record Reply(String refusal, List<Peer> peers, Holder holder) {
  /** The rank of nobody. */
  static final int NOBODY = -1;

  /**
   * Where the state is with which training goes on.
   *
   * @param rank of a worker that has it, {@link #NOBODY} to begin
   * @param steps that it has done, {@link Report#NO_STATE} to begin
   * @param shared whether all have it already
   */
  record Holder(int rank, long steps, boolean shared) {
    static final Holder NONE = new Holder(NOBODY, Report.NO_STATE, true);
  }

  Reply {
    peers = List.copyOf(peers);
  }

  static Reply accepted() {
    return new Reply("", List.of(), Holder.NONE);
  }

  static Reply refused(String reason) {
    return new Reply(reason, List.of(), Holder.NONE);
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
                new Holder(in.readInt(), in.readLong(), in.readBoolean())));
  }
}
