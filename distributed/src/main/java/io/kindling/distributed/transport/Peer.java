package io.kindling.distributed.transport;

/**
 * Where a worker of a session listens.
 *
 * @param rank its place, from 0
 */
public record Peer(int rank, String host, int port) {
  @Override
  public String toString() {
    return "worker " + rank + " on " + host + ":" + port;
  }
}
