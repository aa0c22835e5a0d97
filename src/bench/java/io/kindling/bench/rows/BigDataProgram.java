package io.kindling.bench.rows;

import io.kindling.ml.DeepClassificationModel;
import io.kindling.ml.DeepClassifier;
import io.kindling.ml.TrainingSummary.EpochSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The process with the driver and two executors of 1 GiB: {@code PART ROWS EPOCHS}. */
final class BigDataProgram {
  private static final int PARTITIONS = 16;

  private BigDataProgram() {}

  /** Fits and prints the rows per second of the last epoch and what was resident. */
  public static void main(String[] arguments) throws IOException {
    RowCase one = RowCase.of(arguments[0]);
    long rows = Long.parseLong(arguments[1]);
    try (SparkSession session =
        SparkSession.builder()
            .master("local-cluster[2,1,1024]")
            .appName("big-data")
            .config("spark.executor.memory", "1g")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      long began = System.nanoTime();
      DeepClassificationModel model =
          new DeepClassifier()
              .setNetwork(one.network())
              .setLearningRate(0.001)
              .setBatchSize(one.batch())
              .setEpochs(Integer.parseInt(arguments[2]))
              .setWorkers(2)
              .fit(rows(session, one, rows));
      double seconds = (System.nanoTime() - began) / 1e9;
      List<EpochSummary> epochs = model.summary().history();
      double rate = epochs.get(epochs.size() - 1).rowsPerSecond();
      System.out.printf(
          Locale.ROOT,
          "%,d rows of %,d bytes: fit %.1f s, epochs at %s rows/s%n",
          rows,
          4 * one.numbers(),
          seconds,
          epochs.stream().map(each -> String.format("%,.0f", each.rowsPerSecond())).toList());
      System.out.println(model.summary().times());
      resident(session).forEach(System.out::println);
      System.out.printf(Locale.ROOT, "@rate %.1f%n", rate);
    }
  }

  /** Returns rows that are drawn from their number whenever they are read. */
  private static Dataset<Row> rows(SparkSession session, RowCase one, long count) {
    StructType schema =
        new StructType()
            .add("features", DataTypes.createArrayType(DataTypes.FloatType, false), false)
            .add("label", DataTypes.DoubleType, false);
    int size = one.numbers();
    MapFunction<Long, Row> draw = number -> row(number, size);
    return session.range(0, count, 1, PARTITIONS).map(draw, Encoders.row(schema));
  }

  private static Row row(long number, int size) {
    Random random = new Random(number);
    float[] features = new float[size];
    int bits = random.nextInt();
    for (int i = 0; i < size; i++) {
      // A stream of bits is enough: drawing shall cost little beside training.
      bits = bits * 1_664_525 + 1_013_904_223;
      features[i] = (bits >>> 8) / (float) (1 << 24);
    }
    return RowFactory.create(features, (double) random.nextInt(RowCase.CLASSES));
  }

  private static List<String> resident(SparkSession session) {
    return JavaSparkContext.fromSparkContext(session.sparkContext())
        .parallelize(IntStream.range(0, 16).boxed().toList(), 16)
        .map(
            i -> {
              Thread.sleep(50);
              return "executor "
                  + SparkEnv.get().executorId()
                  + ": resident at most "
                  + (kilobytes() >> 10)
                  + " MiB, heap up to "
                  + (Runtime.getRuntime().maxMemory() >> 20)
                  + " MiB";
            })
        .distinct()
        .collect();
  }

  private static long kilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
