package io.kindling.bench.perceptron;

import io.kindling.bench.measure.CpuTimes;
import io.kindling.bench.measure.Sessions;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Sigmoid;
import io.kindling.layers.optimizer.Adam;
import io.kindling.ml.DeepClassifier;
import io.kindling.ml.example.Digits;
import io.kindling.ml.example.IdxDigits;
import io.kindling.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The process that fits once: {@code spark|kindling MNIST THREADS PASSES}. Passes are iterations of
 * L-BFGS of Spark's classifier, or epochs of ours. The layers are the same, 784-512-512-10 with
 * logistic functions between them and softmax behind, and so is the DataFrame, which lies in
 * Spark's memory.
 */
final class PerceptronProgram {
  /** The first argument for the peer. */
  static final String SPARK = "spark";

  /** The first argument for ours. */
  static final String KINDLING = "kindling";

  private static final int[] LAYERS = {784, 512, 512, 10};
  private static final double PIXEL = 255;
  private static final double RATE = 0.001;
  private static final int BATCH = 256;
  private static final long SEED = 1;

  private PerceptronProgram() {}

  /** Fits, and tells the seconds, the accuracy and the share of the processors others had. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    int threads = Integer.parseInt(args[2]);
    int passes = Integer.parseInt(args[3]);
    try (SparkSession spark = Sessions.open(threads)) {
      Dataset<Row> train = images(spark, IdxDigits.train(folder), threads).cache();
      train.count();
      long own = ProcessHandle.current().pid();
      Optional<CpuTimes> before = CpuTimes.now(own);
      long begin = System.nanoTime();
      Transformer model = args[0].equals(SPARK) ? spark(train, passes) : kindling(train, passes);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double others =
          before.flatMap(b -> CpuTimes.now(own).map(after -> after.since(b).others(0))).orElse(0.0);
      double accuracy =
          new MulticlassClassificationEvaluator()
              .setMetricName("accuracy")
              .evaluate(model.transform(images(spark, IdxDigits.test(folder), threads)));
      System.out.printf(Locale.ROOT, "%s%.3f %.4f %.3f%n", Fit.SAID, seconds, accuracy, others);
    }
  }

  static PredictionModel<?, ?> spark(Dataset<Row> train, int iterations) {
    return new MultilayerPerceptronClassifier()
        .setLayers(LAYERS)
        .setMaxIter(iterations)
        .setSeed(SEED)
        .fit(train);
  }

  static Transformer kindling(Dataset<Row> train, int epochs) {
    return new DeepClassifier()
        .setNetwork(
            Network.sequential(
                Shape.of(LAYERS[0]),
                Dense.of(LAYERS[1]),
                Sigmoid.of(),
                Dense.of(LAYERS[2]),
                Sigmoid.of(),
                Dense.of(LAYERS[3])))
        .setOptimizer(Adam.of())
        .setLearningRate(RATE)
        .setBatchSize(BATCH)
        .setEpochs(epochs)
        .setSeed(SEED)
        .setWorkers(1)
        .fit(train);
  }

  static Dataset<Row> images(SparkSession spark, Digits digits, int partitions) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < digits.count(); i++) {
      byte[] pixels = digits.pixels(i);
      double[] numbers = new double[pixels.length];
      for (int k = 0; k < pixels.length; k++) {
        numbers[k] = Byte.toUnsignedInt(pixels[k]) / PIXEL;
      }
      // Most pixels are 0: as a sparse vector a digit takes a fifth of the memory.
      rows.add(RowFactory.create(Vectors.dense(numbers).compressed(), (double) digits.label(i)));
    }
    return spark.createDataFrame(rows, schema).repartition(partitions);
  }
}
