package io.kindling.distributed.session;

import io.kindling.backend.Collective;
import io.kindling.distributed.collective.MemoryCollective;
import io.kindling.distributed.collective.MemoryGroup;
import io.kindling.distributed.collective.NetworkCollective;
import io.kindling.distributed.collective.Session;
import io.kindling.distributed.collective.WorkerCollective;
import io.kindling.distributed.spark.SparkInternals;
import io.kindling.distributed.transport.Peer;
import io.kindling.distributed.transport.Station;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * A worker's place among the others.
 *
 * @param shared what it sums with; empty when it is the only worker
 * @param holder with whose state training goes on
 * @param end gives back what was taken
 */
record Membership(Optional<WorkerCollective> shared, Reply.Holder holder, Runnable end)
    implements AutoCloseable {
  /** How long a host may take to accept a connection; all workers listen already. */
  private static final Duration CONNECTING = Duration.ofSeconds(20);

  /**
   * Meets the other workers by way of the driver and connects to them.
   *
   * @param joining what it brings
   */
  static Membership join(
      SessionPlan plan, int rank, String host, Joining joining, Driver driver, Progress progress) {
    progress.enter("its wait for the other workers");
    if (plan.workers() == 1) {
      Reply reply = driver.ask(joining.report(plan, new Peer(rank, host, 0)));
      return new Membership(Optional.empty(), reply.holder(), () -> {});
    }
    return plan.inMemory()
        ? inMemory(plan, rank, host, joining, driver, progress)
        : overNetwork(plan, rank, host, joining, driver, progress);
  }

  private static Membership inMemory(
      SessionPlan plan, int rank, String host, Joining joining, Driver driver, Progress progress) {
    String application = SparkEnv.get().conf().getAppId();
    FitRegistry.Lease<MemoryGroup> group =
        FitRegistry.ofThisProcess()
            .lease(
                new FitRegistry.Key(application, plan.endpoint(), "group " + plan.attempt()),
                MemoryGroup.class,
                () -> new MemoryGroup(plan.workers()));
    try {
      Reply reply = driver.ask(joining.report(plan, new Peer(rank, host, 0)));
      Session session = new Session(rank, plan.workers(), other -> host, progress::toString);
      return new Membership(
          Optional.of(new MemoryCollective(group.value(), session, plan.options().limit())),
          reply.holder(),
          group::close);
    } catch (Throwable e) {
      group.close();
      throw e;
    }
  }

  private static Membership overNetwork(
      SessionPlan plan, int rank, String host, Joining joining, Driver driver, Progress progress) {
    SparkConf conf = SparkEnv.get().conf();
    Station station =
        new Station(
            SparkInternals.transportConf(plan.threads(), CONNECTING),
            plan.secret(),
            host,
            conf.getInt("spark.kindling.port", 0),
            conf.getInt("spark.port.maxRetries", 16) + 1);
    // The others' hosts are known only when all have joined.
    Known known = new Known(host);
    Session session = new Session(rank, plan.workers(), known::host, progress::toString);
    NetworkCollective collective =
        NetworkCollective.listen(session, plan.options(), station, "session " + plan.endpoint());
    try {
      Peer self = new Peer(rank, host, collective.port());
      Reply reply = driver.ask(joining.report(plan, self));
      known.peers = reply.peers();
      collective.connect(reply.peers());
      return new Membership(Optional.of(collective), reply.holder(), () -> {});
    } catch (Throwable e) {
      collective.close();
      throw e;
    }
  }

  /**
   * What a worker brings.
   *
   * @param steps of the state that it holds
   * @param task the number that Spark gives the attempt of its task
   */
  record Joining(long steps, long task) {
    Report report(SessionPlan plan, Peer self) {
      return new Report.Joined(plan.attempt(), self, steps, task);
    }
  }

  Collective collective() {
    return shared.isPresent() ? shared.get() : Collective.alone();
  }

  /** Ends all waits for the others. */
  void fail(RuntimeException cause) {
    shared.ifPresent(collective -> collective.fail(cause));
  }

  @Override
  public void close() {
    shared.ifPresent(WorkerCollective::close);
    end.run();
  }

  /** Tells the driver something and returns the answer. */
  @FunctionalInterface
  interface Driver {
    /** Sends a report. */
    Reply ask(Report report);
  }

  private static final class Known {
    private final String own;
    private volatile List<Peer> peers = List.of();

    Known(String own) {
      this.own = own;
    }

    String host(int rank) {
      return peers.isEmpty() ? own : peers.get(rank).host();
    }
  }
}
