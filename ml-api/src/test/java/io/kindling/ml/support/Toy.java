package io.kindling.ml.support;

import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.ml.DeepClassifier;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small data that a small network learns in a second. */
public final class Toy {
  private static final double[][] CENTERS = {{0, 2}, {2, -1}, {-2, -1}};

  private Toy() {}

  /**
   * Points around three centers: {@code id}, {@code features}, {@code label}, {@code weight},
   * {@code held} (true for every fourth) and {@code name} of the label.
   */
  public static Dataset<Row> points(int count, long seed) {
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("weight", DataTypes.DoubleType)
            .add("held", DataTypes.BooleanType)
            .add("name", DataTypes.StringType);
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 3;
      double x = CENTERS[label][0] + 0.5 * random.nextGaussian();
      double y = CENTERS[label][1] + 0.5 * random.nextGaussian();
      String name = List.of("red", "green", "blue").get(label);
      rows.add(
          RowFactory.create((long) i, Vectors.dense(x, y), (double) label, 1.0, i % 4 == 3, name));
    }
    return LocalSpark.session().createDataFrame(rows, schema).repartition(3);
  }

  /** A network of two inputs. */
  public static Network network(int outputs, int hidden) {
    return Network.sequential(Shape.of(2), Dense.of(hidden), Relu.of(), Dense.of(outputs));
  }

  /** A classifier of the points that learns them well in its default epochs. */
  public static DeepClassifier classifier() {
    return new DeepClassifier()
        .setNetwork(network(3, 16))
        .setEpochs(5)
        .setBatchSize(16)
        .setLearningRate(0.02)
        .setSeed(7)
        .setWorkers(1)
        .setThreads(1);
  }
}
