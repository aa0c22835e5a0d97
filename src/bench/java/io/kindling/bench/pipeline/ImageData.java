package io.kindling.bench.pipeline;

import io.kindling.bench.network.BenchNetwork;
import java.util.Random;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Random images in the columns that stages read: numbers of 0 to 1 as bytes of pixels give. */
final class ImageData {
  static final String IMAGE = "image";
  static final String LABEL = "label";

  private static final int LEVELS = 256;
  private static final int CLASSES = 10;

  private ImageData() {}

  /** Returns as many rows as asked for, each drawn from its number. */
  static Dataset<Row> of(SparkSession spark, BenchNetwork network, long rows, int partitions) {
    int size = Math.toIntExact(network.network().graph().inputs().get(0).shape().drop(0).size());
    StructType schema =
        new StructType()
            .add(IMAGE, DataTypes.createArrayType(DataTypes.FloatType, false), false)
            .add(LABEL, DataTypes.DoubleType, false);
    MapFunction<Long, Row> draw = number -> row(number, size);
    return spark.range(0, rows, 1, partitions).map(draw, Encoders.row(schema));
  }

  private static Row row(long number, int size) {
    Random random = new Random(number);
    float[] image = new float[size];
    for (int i = 0; i < size; i++) {
      image[i] = random.nextInt(LEVELS) / (LEVELS - 1f);
    }
    return RowFactory.create(image, (double) random.nextInt(CLASSES));
  }
}
