package io.kindling.distributed.session;

import io.kindling.distributed.transport.Peer;
import java.util.List;

/**
 * What the driver answers.
 *
 * @param refusal why the worker shall stop; empty when it shall go on
 * @param peers all workers by rank, when they have met
 */
record Reply(String refusal, List<Peer> peers) {
  Reply {
    peers = List.copyOf(peers);
  }

  static Reply accepted() {
    return new Reply("", List.of());
  }

  static Reply refused(String reason) {
    return new Reply(reason, List.of());
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
        });
  }

  static Reply decode(byte[] bytes) {
    return Encoding.read(
        bytes,
        in ->
            new Reply(
                Encoding.text(in),
                Encoding.list(
                    in, each -> new Peer(each.readInt(), Encoding.text(each), each.readInt()))));
  }
}
