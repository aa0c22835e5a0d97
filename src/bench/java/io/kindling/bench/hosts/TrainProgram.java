package io.kindling.bench.hosts;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.Collective;
import io.kindling.bench.network.BenchNetwork;
import io.kindling.distributed.collective.CollectiveOptions;
import io.kindling.distributed.collective.NetworkCollective;
import io.kindling.distributed.collective.Session;
import io.kindling.distributed.transport.Peer;
import io.kindling.distributed.transport.SessionSecret;
import io.kindling.distributed.transport.Station;
import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Constant;
import io.kindling.ml.example.IdxFile;
import io.kindling.training.Compression;
import io.kindling.training.Compute;
import io.kindling.training.EpochOrder;
import io.kindling.training.Feed;
import io.kindling.training.MemoryRowStore;
import io.kindling.training.Monitoring;
import io.kindling.training.Parameters;
import io.kindling.training.RowFormat;
import io.kindling.training.RowPacker;
import io.kindling.training.StoreFeed;
import io.kindling.training.Synchronization;
import io.kindling.training.Trainer;
import io.kindling.training.TrainingRun;
import io.kindling.training.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One worker that trains with the loop of executors: {@code RANK WORKERS HOST SECRET} and a {@link
 * TrainCommand}. Rank 0 prints {@code @done} and what it has measured, or trains in rounds until
 * its input ends.
 */
final class TrainProgram {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** How long a session pauses at most, while others warm up and have their turns. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private static final long SEED = 7;
  private static final int CLASSES = 10;

  private TrainProgram() {}

  /** Trains once. */
  public static void main(String[] args) throws IOException {
    int rank = Integer.parseInt(args[0]);
    int workers = Integer.parseInt(args[1]);
    TrainCommand command = TrainCommand.parse(List.of(args).subList(4, args.length));
    Graph graph = BenchNetwork.named(command.network()).network().graph();
    TrainingSpec spec =
        TrainingSpec.of(
                SoftmaxCrossEntropy.of(), Sgd.of().momentum(0.9), Constant.of(command.rate()))
            .metrics(Accuracy.of())
            .epochs(Integer.MAX_VALUE / 2)
            .batch(command.batch())
            .seed(SEED)
            .monitoring(Monitoring.atEpochs().interval(command.interval()))
            .compute(new Compute("onednn", command.threads()))
            .synchronization(synchronization(command.sync()));
    RowFormat format = RowFormat.of(spec.objective().inputs(graph));
    List<List<byte[]>> rows = rows(command.data(), format);
    if (workers == 1) {
      Meeting.join(args[2]);
      train(command, graph, spec, rows, Collective.alone());
      return;
    }
    CollectiveOptions options = CollectiveOptions.within(command.pace() > 0 ? PAUSE : LIMIT);
    Session session = new Session(rank, workers, other -> "a host", () -> "the benchmark");
    Station station =
        new Station(
            AllReduceProgram.transport(AllReduceCommand.Way.DEFAULT),
            new SessionSecret(args[3]),
            args[2],
            0,
            1);
    try (NetworkCollective collective =
        NetworkCollective.listen(session, options, station, "bench")) {
      List<Peer> peers = new ArrayList<>();
      for (String place : Meeting.join(args[2] + " " + collective.port())) {
        String[] words = place.split(" ");
        peers.add(new Peer(peers.size(), words[0], Integer.parseInt(words[1])));
      }
      collective.connect(peers);
      train(command, graph, spec, rows, collective);
    }
  }

  private static Synchronization synchronization(String text) {
    if (text.startsWith("local:")) {
      return Synchronization.localSteps(Long.parseLong(text.substring("local:".length())));
    }
    return text.equals("step")
        ? Synchronization.everyStep()
        : Synchronization.everyStep().compression(Compression.named(text));
  }

  private static void train(
      TrainCommand command,
      Graph graph,
      TrainingSpec spec,
      List<List<byte[]>> rows,
      Collective collective) {
    RowFormat format = RowFormat.of(spec.objective().inputs(graph));
    Map<String, Type> inputs = spec.objective().inputs(graph);
    try (Backend backend = Backends.find().open("onednn", command.threads());
        MemoryRowStore stored = MemoryRowStore.of(format, SEED, rows.get(0));
        MemoryRowStore held = MemoryRowStore.of(format, SEED, rows.get(1));
        Feed training =
            StoreFeed.open(
                stored,
                spec.order(stored.rows()),
                inputs,
                collective.workers(),
                collective.rank(),
                LIMIT);
        Feed validation =
            StoreFeed.open(
                held,
                EpochOrder.sequential(held.rows(), 500),
                inputs,
                collective.workers(),
                collective.rank(),
                LIMIT);
        Parameters first = Parameters.initialize(graph, SEED)) {
      StepClock clock = new StepClock(command, collective, first.layout());
      Collective seen = command.late() ? new LateCollective(collective) : collective;
      TrainingRun run =
          TrainingRun.of(graph, spec, backend, training)
              .collective(seen)
              .sink(clock)
              .cancelled(clock::isDone);
      Trainer.train(command.interval() > 0 ? run.validation(validation) : run, first)
          .parameters()
          .close();
      if (command.pace() > 0) {
        return; // The others end when they miss rank 0.
      }
      if (collective.rank() == 0) {
        System.out.println("@done " + clock.measured());
      }
      // Nobody leaves while others still wait for its sums.
      collective.sum(new double[1]);
    }
  }

  private static List<List<byte[]>> rows(String data, RowFormat format) throws IOException {
    if (data.startsWith("random:")) {
      int count = Integer.parseInt(data.substring("random:".length()));
      return List.of(random(count, format), random(CLASSES, format));
    }
    return List.of(mnist(Path.of(data), "train", format), mnist(Path.of(data), "t10k", format));
  }

  private static List<byte[]> random(int count, RowFormat format) {
    RowPacker packer = RowPacker.of(format);
    Random random = new Random(SEED);
    float[] pixels = new float[(int) packer.size(0)];
    List<byte[]> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextFloat();
      }
      packer.begin(1).set(0, pixels).set(1, 0, random.nextInt(CLASSES));
      rows.add(packer.row());
    }
    return rows;
  }

  private static List<byte[]> mnist(Path folder, String prefix, RowFormat format)
      throws IOException {
    IdxFile images = IdxFile.read(folder.resolve(prefix + "-images-idx3-ubyte.gz"), 3);
    IdxFile labels = IdxFile.read(folder.resolve(prefix + "-labels-idx1-ubyte.gz"), 1);
    RowPacker packer = RowPacker.of(format);
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      byte[] bytes = images.row(i);
      float[] pixels = new float[bytes.length];
      for (int k = 0; k < pixels.length; k++) {
        pixels[k] = Byte.toUnsignedInt(bytes[k]) / 255f;
      }
      packer.begin(1).set(0, pixels).set(1, 0, labels.row(i)[0]);
      rows.add(packer.row());
    }
    return rows;
  }
}
