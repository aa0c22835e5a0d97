package io.kindling.ml.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Digits as a DataFrame with the columns {@code pixels} (784 numbers from 0 to 255), {@code label}
 * and {@code test}. The rows are made where they are used, so the driver holds none of them.
 *
 * @param folder the folder with MNIST's files, which every executor can read; empty: drawn digits
 * @param test whether these are the images to test with
 */
record DigitRows(String folder, boolean test) implements MapPartitionsFunction<Long, Row> {
  private static final StructType SCHEMA =
      new StructType()
          .add("pixels", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType)
          .add("test", DataTypes.BooleanType);

  // The drawn data is always the same; only training has a seed to choose.
  private static final long DATA_SEED = 1;
  private static final int TRAIN = 12_000;
  private static final int TEST = 2_000;

  /** Returns the images to learn from, or those to test with. */
  static Dataset<Row> of(SparkSession spark, Optional<Path> folder, boolean test) {
    DigitRows rows = new DigitRows(folder.map(Path::toString).orElse(""), test);
    int partitions = spark.sparkContext().defaultParallelism();
    return spark
        .range(0, rows.digits().count(), 1, partitions)
        .as(Encoders.LONG())
        .mapPartitions(rows, Encoders.row(SCHEMA));
  }

  /** Returns the digits. */
  Digits digits() {
    try {
      if (folder.isEmpty()) {
        return test
            ? new DrawnDigits(DATA_SEED, TRAIN, TEST)
            : new DrawnDigits(DATA_SEED, 0, TRAIN);
      }
      return test ? IdxDigits.test(Path.of(folder)) : IdxDigits.train(Path.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("DigitRows: cannot read " + folder, e);
    }
  }

  @Override
  public Iterator<Row> call(Iterator<Long> indexes) {
    Digits digits = digits();
    Iterable<Long> all = () -> indexes;
    return StreamSupport.stream(all.spliterator(), false)
        .map(index -> row(digits, Math.toIntExact(index)))
        .iterator();
  }

  private Row row(Digits digits, int index) {
    byte[] pixels = digits.pixels(index);
    double[] numbers =
        IntStream.range(0, pixels.length).mapToDouble(i -> pixels[i] & 0xff).toArray();
    return RowFactory.create(Vectors.dense(numbers), (double) digits.label(index), test);
  }
}
