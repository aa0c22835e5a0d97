package io.kindling.bench.hosts;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What an all-reduce moves, without sums, over plain sockets: every worker sends each other its
 * slice of a vector, then its own slice to all.
 */
final class BareExchange implements AutoCloseable {
  private final int rank;
  private final SocketChannel[] peers;
  private final ExecutorService threads;

  private BareExchange(int rank, SocketChannel[] peers) {
    this.rank = rank;
    this.peers = peers;
    this.threads = Executors.newFixedThreadPool(2 * peers.length);
  }

  /** Connects a worker with all others: the higher rank calls the lower. */
  static BareExchange connect(int rank, ServerSocketChannel server, List<InetSocketAddress> all)
      throws IOException {
    SocketChannel[] peers = new SocketChannel[all.size()];
    for (int other = 0; other < rank; other++) {
      peers[other] = SocketChannel.open(all.get(other));
      peers[other].write(ByteBuffer.allocate(4).putInt(0, rank));
    }
    for (int more = rank + 1; more < peers.length; more++) {
      SocketChannel accepted = server.accept();
      ByteBuffer name = ByteBuffer.allocate(4);
      while (name.hasRemaining() && accepted.read(name) >= 0) {
        // Four bytes may come in two.
      }
      peers[name.getInt(0)] = accepted;
    }
    for (int other = 0; other < peers.length; other++) {
      if (other != rank) {
        peers[other].setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
    }
    return new BareExchange(rank, peers);
  }

  /** Exchanges a vector once. */
  void run(ByteBuffer vector, ByteBuffer room) throws IOException {
    int bytes = vector.capacity();
    List<Future<?>> first = new ArrayList<>();
    for (int other = 0; other < peers.length; other++) {
      if (other != rank) {
        SocketChannel peer = peers[other];
        ByteBuffer theirs = slice(vector, bytes, other);
        ByteBuffer own = slice(vector, bytes, rank);
        ByteBuffer in = room.slice(0, own.remaining());
        first.add(threads.submit(() -> write(peer, theirs)));
        first.add(threads.submit(() -> read(peer, in)));
      }
    }
    await(first);
    List<Future<?>> second = new ArrayList<>();
    for (int other = 0; other < peers.length; other++) {
      if (other != rank) {
        SocketChannel peer = peers[other];
        ByteBuffer own = slice(vector, bytes, rank);
        ByteBuffer theirs = slice(vector, bytes, other);
        second.add(threads.submit(() -> write(peer, own)));
        second.add(threads.submit(() -> read(peer, theirs)));
      }
    }
    await(second);
  }

  private ByteBuffer slice(ByteBuffer vector, int bytes, int owner) {
    int from = (int) ((long) bytes * owner / peers.length);
    int to = (int) ((long) bytes * (owner + 1) / peers.length);
    return vector.slice(from, to - from);
  }

  private static Void write(SocketChannel peer, ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      peer.write(from);
    }
    return null;
  }

  private static Void read(SocketChannel peer, ByteBuffer to) throws IOException {
    while (to.hasRemaining()) {
      if (peer.read(to) < 0) {
        throw new IOException("BareExchange: a worker has left.");
      }
    }
    return null;
  }

  private static void await(List<Future<?>> all) throws IOException {
    try {
      for (Future<?> each : all) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (SocketChannel peer : peers) {
      if (peer != null) {
        peer.close();
      }
    }
  }
}
