package io.kindling.distributed.transport;

import io.netty.channel.unix.Errors;
import java.net.BindException;
import java.util.List;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.util.TransportConf;

/**
 * Where and how a worker listens.
 *
 * @param conf Spark's settings of the module {@code kindling}, encryption and TLS among them
 * @param secret what every worker of the session knows
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any
 * @param tries how many ports from there on are tried, as Spark does for its own services
 */
public record Station(TransportConf conf, SessionSecret secret, String host, int port, int tries) {
  private static final String SHARED_MEMORY = "spark.kindling.sharedMemory";

  TransportServer serve(TransportContext context) {
    RuntimeException last = null;
    for (int i = 0; i < (port == 0 ? 1 : tries); i++) {
      try {
        return context.createServer(host, port + i, List.of(new Doorkeeper(conf, secret)));
      } catch (RuntimeException e) {
        last = e;
      } catch (Exception e) {
        // Netty throws what createServer does not declare; its epoll has a class of its own.
        if (!(e instanceof BindException) && !(e instanceof Errors.NativeIoException)) {
          throw new IllegalStateException(message(), e);
        }
        last = new IllegalStateException(message(), e);
      }
    }
    throw new IllegalStateException(message(), last);
  }

  /** Returns whether payloads for a worker go through memory that both share. */
  boolean sharesMemoryWith(Peer peer) {
    // Whoever encrypts what leaves a process wants all of it encrypted.
    return peer.host().equals(host)
        && !conf.encryptionEnabled()
        && !conf.sslRpcEnabled()
        && Boolean.parseBoolean(conf.get(SHARED_MEMORY, "true"));
  }

  private String message() {
    return "Worker: expected to listen on "
        + host
        + ", port "
        + (port == 0 ? "any" : port + " to " + (port + tries - 1))
        + ", got a refusal. Set spark.kindling.port or spark.port.maxRetries.";
  }
}
