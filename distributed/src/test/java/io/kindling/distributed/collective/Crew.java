package io.kindling.distributed.collective;

import io.kindling.distributed.transport.Peer;
import io.kindling.distributed.transport.SessionSecret;
import io.kindling.distributed.transport.Station;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.util.TransportConf;
import scala.Option;

/** Workers of one session as threads, for tests of collectives. */
final class Crew implements AutoCloseable {
  /** How the workers of a crew reach each other. */
  enum Kind {
    MEMORY,
    SHARED,
    NETWORK,
    ENCRYPTED;

    TransportConf conf() {
      SparkConf conf =
          new SparkConf(false)
              .set("spark.kindling.sharedMemory", Boolean.toString(this == SHARED))
              .set("spark.network.crypto.enabled", Boolean.toString(this == ENCRYPTED))
              .set("spark.network.crypto.saslFallback", "false");
      return SparkTransportConf.fromSparkConf(conf, "kindling", 1, Option.empty(), Option.empty());
    }
  }

  /** What a worker does. */
  interface Work<T> {
    T run(WorkerCollective collective) throws Exception;
  }

  private final ExecutorService threads;
  private final List<WorkerCollective> collectives = new ArrayList<>();

  private Crew(int workers) {
    threads = Executors.newFixedThreadPool(workers);
  }

  static Crew of(Kind kind, int workers, CollectiveOptions options) {
    Crew crew = new Crew(workers);
    MemoryGroup group = new MemoryGroup(workers);
    SessionSecret secret = SessionSecret.create();
    List<Peer> peers = new ArrayList<>();
    for (int rank = 0; rank < workers; rank++) {
      Session session = new Session(rank, workers, other -> "127.0.0.1", () -> "step 7");
      if (kind == Kind.MEMORY) {
        crew.collectives.add(new MemoryCollective(group, session, options.limit()));
      } else {
        Station station = new Station(kind.conf(), secret, "127.0.0.1", 0, 1);
        NetworkCollective network = NetworkCollective.listen(session, options, station, "test");
        peers.add(new Peer(rank, "127.0.0.1", network.port()));
        crew.collectives.add(network);
      }
    }
    if (kind != Kind.MEMORY) {
      crew.run(
          collective -> {
            ((NetworkCollective) collective).connect(peers);
            return 0;
          });
    }
    return crew;
  }

  static CollectiveOptions options() {
    return new CollectiveOptions(1 << 16, 1 << 10, Duration.ofSeconds(60));
  }

  WorkerCollective worker(int rank) {
    return collectives.get(rank);
  }

  <T> List<Future<T>> start(Work<T> work) {
    return collectives.stream().map(c -> threads.submit(() -> work.run(c))).toList();
  }

  <T> List<T> run(Work<T> work) {
    List<T> results = new ArrayList<>();
    AssertionError failure = new AssertionError("workers failed; see each rank's exception");
    for (Future<T> future : start(work)) {
      try {
        results.add(future.get(120, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        // One failure makes others, so all of them are shown.
        failure.addSuppressed(e.getCause());
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
    return results;
  }

  @Override
  public void close() {
    collectives.forEach(WorkerCollective::close);
    threads.shutdownNow();
  }
}
