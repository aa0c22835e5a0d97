package io.kindling.distributed.transport;

import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.StreamManager;

/** Refuses to hand out anything: workers push, nobody fetches. */
final class NoStreams extends StreamManager {
  @Override
  public ManagedBuffer getChunk(long streamId, int chunkIndex) {
    throw refusal();
  }

  @Override
  public ManagedBuffer openStream(String streamId) {
    throw refusal();
  }

  @Override
  public void checkAuthorization(TransportClient client, long streamId) {
    throw refusal();
  }

  private static SecurityException refusal() {
    return new SecurityException("Worker: expected no fetch requests, got one. Refused.");
  }
}
