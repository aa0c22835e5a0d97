package io.kindling.test.cluster;

import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.Dropout;
import io.kindling.layers.Flatten;
import io.kindling.layers.Layer;
import io.kindling.layers.MaxPool2d;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.layers.initializer.HeNormal;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.ml.DeepClassificationModel;
import io.kindling.ml.DeepClassifier;
import io.kindling.ml.DeepModel;
import io.kindling.tensor.Shape;
import io.kindling.test.support.SparkHome;
import io.kindling.training.ParameterLayout;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Trains, saves, loads and scores VGG-16 of ImageNet's size on two executors, and prints what each
 * process had in memory.
 */
final class LargeNetwork {
  private static final int[][] BLOCKS = {
    {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}
  };

  private LargeNetwork() {}

  /** Configuration D of K. Simonyan and A. Zisserman, 2015: 138,357,544 parameters. */
  static Network vgg16() {
    List<Layer> layers = new ArrayList<>();
    for (int[] block : BLOCKS) {
      for (int filters : block) {
        layers.add(Conv2d.of(filters, 3).padding(1).weightInitializer(HeNormal.of()));
        layers.add(Relu.of());
      }
      layers.add(MaxPool2d.of(2));
    }
    layers.add(Flatten.of());
    for (int i = 0; i < 2; i++) {
      layers.add(Dense.of(4096));
      layers.add(Relu.of());
      layers.add(Dropout.of(0.5));
    }
    layers.add(Dense.of(1000));
    return Network.sequential(Shape.of(3, 224, 224), layers.toArray(new Layer[0]));
  }

  /**
   * Runs all of it.
   *
   * @param arguments a folder for the files
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (SparkSession session = SparkHome.localCluster(2, 1, 1024).getOrCreate()) {
      Peak peak = Peak.watch();
      Dataset<Row> rows =
          session
              .range(0, 4, 1, 2)
              .selectExpr(
                  "transform(sequence(1, 150528), i -> float((id * 31 + i) % 17) / 17) as features",
                  "double(id * 300) as label")
              .repartition(2);
      Network network = vgg16();
      System.out.println("parameters " + ParameterLayout.of(network.graph()).count());
      String checkpoints = folder.resolve("checkpoints").toString();
      DeepClassificationModel model =
          new DeepClassifier()
              .setNetwork(network)
              .setOptimizer(Sgd.of().momentum(0.9))
              .setLearningRate(1e-4)
              .setEpochs(1)
              .setBatchSize(2)
              .setWorkers(2)
              .setCheckpointDir(checkpoints)
              .setCheckpointInterval("2 steps")
              .fit(rows);
      peak.print("trained");
      System.out.println("steps " + model.summary().steps().size());
      model.write().save(folder.resolve("model").toString());
      peak.print("saved");
      DeepClassificationModel loaded =
          DeepClassificationModel.load(folder.resolve("model").toString());
      peak.print("loaded");
      System.out.println("copies " + peak.copies(network));
      loaded.write().save(folder.resolve("again").toString());
      System.out.println(
          "same "
              + (Files.mismatch(
                      folder.resolve("model/model.onnx"), folder.resolve("again/model.onnx"))
                  < 0));
      List<Row> scored = byLabel(loaded.transform(rows).select("rawPrediction", "label"));
      peak.print("scored");
      System.out.println("with buffers of the network " + peak.copies(network));
      executors(session);
      DeepModel checkpoint =
          DeepModel.fromCheckpoint(checkpoints, -1).setInputCols("features").setOutputCols("raw");
      List<Row> again = byLabel(checkpoint.transform(rows).select("raw", "label"));
      System.out.println("agree " + agree(scored, again));
    }
  }

  /** What a shuffle brings comes in no order. */
  private static List<Row> byLabel(Dataset<Row> rows) {
    return rows.orderBy("label").collectAsList();
  }

  private static boolean agree(List<Row> scored, List<Row> again) {
    return scored.size() == again.size()
        && IntStream.range(0, scored.size())
            .allMatch(
                i -> {
                  Vector one = scored.get(i).getAs(0);
                  Vector other = again.get(i).getAs(0);
                  return one.size() == 1000 && one.equals(other);
                });
  }

  private static void executors(SparkSession session) {
    JavaSparkContext.fromSparkContext(session.sparkContext())
        .parallelize(IntStream.range(0, 16).boxed().toList(), 16)
        .map(
            i -> {
              Thread.sleep(50);
              return "executor "
                  + SparkEnv.get().executorId()
                  + String.format(
                      Locale.ROOT,
                      ": heap up to %d MiB, resident at most %d MiB",
                      Runtime.getRuntime().maxMemory() >> 20,
                      kilobytes("VmHWM:") >> 10);
            })
        .collect()
        .stream()
        .distinct()
        .sorted()
        .forEach(System.out::println);
  }

  private static long kilobytes(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** Looks all the time at what this process has outside the heap. */
  private static final class Peak extends Thread {
    private final long first = outside();
    private volatile long most = first;

    static Peak watch() {
      Peak peak = new Peak();
      peak.setDaemon(true);
      peak.start();
      return peak;
    }

    private static long outside() {
      try {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return (kilobytes("RssAnon:") << 10) - heap;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void run() {
      try {
        while (true) {
          most = Math.max(most, outside());
          Thread.sleep(20);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void print(String what) throws IOException {
      System.out.printf(
          Locale.ROOT,
          "driver %s: heap up to %d MiB, outside it at most %d MiB more than at first, resident at"
              + " most %d MiB%n",
          what,
          Runtime.getRuntime().maxMemory() >> 20,
          (most - first) >> 20,
          kilobytes("VmHWM:") >> 10);
    }

    /** Returns how many times the parameters were outside the heap at a time. */
    double copies(Network network) {
      long bytes = ParameterLayout.of(network.graph()).length() * Float.BYTES;
      return Math.round(100.0 * (most - first) / bytes) / 100.0;
    }
  }
}
