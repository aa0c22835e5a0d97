package io.kindling.bench.hosts;

import com.sun.management.OperatingSystemMXBean;
import io.kindling.bench.hosts.AllReduceCommand.Way;
import io.kindling.distributed.collective.CollectiveOptions;
import io.kindling.distributed.collective.NetworkCollective;
import io.kindling.distributed.collective.Session;
import io.kindling.distributed.transport.Peer;
import io.kindling.distributed.transport.SessionSecret;
import io.kindling.distributed.transport.Station;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.util.TransportConf;
import scala.Option;

/**
 * One worker that sums: {@code RANK HOST SECRET} and an {@link AllReduceCommand}. Rank 0 prints
 * {@code @time} and {@link AllReduceCommand.Times} for each size: medians of rounds in turns.
 */
final class AllReduceProgram {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ROUNDS = 5;
  private static final int MOST_TURNS = 300;
  private static final int WARM_UP = 2;
  private static final int SMALLEST = 1 << 20;

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private AllReduceProgram() {}

  /** Sums as long as there are sizes. */
  public static void main(String[] args) throws IOException {
    int rank = Integer.parseInt(args[0]);
    String host = args[1];
    AllReduceCommand command = AllReduceCommand.parse(List.of(args).subList(3, args.length));
    int workers = command.workers();
    CollectiveOptions options = CollectiveOptions.within(LIMIT);
    Session session = new Session(rank, workers, other -> host, () -> "the benchmark");
    Station station = new Station(transport(command.way()), new SessionSecret(args[2]), host, 0, 1);
    try (NetworkCollective ours = NetworkCollective.listen(session, options, station, "bench");
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(host, 0));
      int bare = ((InetSocketAddress) server.getLocalAddress()).getPort();
      List<String> places = Meeting.join(host + " " + ours.port() + " " + bare);
      List<Peer> peers = new ArrayList<>();
      List<InetSocketAddress> sockets = new ArrayList<>();
      for (String place : places) {
        String[] words = place.split(" ");
        peers.add(new Peer(peers.size(), words[0], Integer.parseInt(words[1])));
        sockets.add(new InetSocketAddress(words[0], Integer.parseInt(words[2])));
      }
      ours.connect(peers);
      try (BareExchange exchange = BareExchange.connect(rank, server, sockets)) {
        long longest = Collections.max(command.sizes());
        for (int i = 0; i < WARM_UP; i++) {
          measure(ours, exchange, longest, command.roundBytes());
        }
        for (long bytes : command.sizes()) {
          AllReduceCommand.Times times = measure(ours, exchange, bytes, command.roundBytes());
          if (rank == 0) {
            System.out.println("@time " + times);
          }
        }
      }
    }
  }

  /** Returns Spark's settings of the transport. */
  static TransportConf transport(Way way) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.kindling.sharedMemory", Boolean.toString(way == Way.DEFAULT))
            .set("spark.network.crypto.enabled", Boolean.toString(way == Way.ENCRYPTED))
            .set("spark.network.crypto.saslFallback", "false");
    return SparkTransportConf.fromSparkConf(conf, "kindling", 1, Option.empty(), Option.empty());
  }

  private static AllReduceCommand.Times measure(
      NetworkCollective ours, BareExchange bare, long bytes, long roundBytes) throws IOException {
    Tensor values = Tensor.zeros(bytes / Float.BYTES);
    Tensor room = Tensor.zeros(bytes / Float.BYTES / ours.workers() + 1);
    ByteBuffer vector = values.buffer(0, (int) bytes);
    ByteBuffer other = room.buffer(0, (int) room.bytes());
    int turns = (int) Math.max(1, Math.min(MOST_TURNS, roundBytes / Math.max(SMALLEST, bytes)));
    double[] summed = new double[ROUNDS];
    double[] moved = new double[ROUNDS];
    double[] processor = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      ours.sum(new double[1]);
      long worked = PROCESS.getProcessCpuTime();
      long began = System.nanoTime();
      for (int i = 0; i < turns; i++) {
        ours.sum(values);
      }
      long between = System.nanoTime();
      worked = PROCESS.getProcessCpuTime() - worked;
      for (int i = 0; i < turns; i++) {
        bare.run(vector, other);
      }
      long ended = System.nanoTime();
      if (round >= 0) {
        summed[round] = (between - began) / 1e9 / turns;
        moved[round] = (ended - between) / 1e9 / turns;
        processor[round] = worked / 1e9 / turns;
      }
    }
    return new AllReduceCommand.Times(bytes, median(summed), median(moved), median(processor));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
