package io.kindling.ml.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kindling.ml.support.LocalSpark;
import io.kindling.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class PackedRowsTest {
  private static final List<ColumnSpec> SPECS =
      List.of(
          new ColumnSpec("f.x", "x", CellKind.VECTOR, DataType.FLOAT32, new long[] {2}, 0, 0),
          new ColumnSpec("y", "target_0", CellKind.NUMBER, DataType.INT64, new long[0], 3, 0));

  private static final StructType SCHEMA =
      new StructType()
          .add("unused", DataTypes.StringType)
          .add("w`t", DataTypes.DoubleType)
          .add("y", DataTypes.DoubleType)
          .add("f.x", SQLDataTypes.VectorType());

  @Test
  void rows_areWeightThenFields() {
    Dataset<Row> data = data(row(Vectors.dense(1, 2), 2.0, 0.5));

    List<byte[]> packed = packed(data, false).rdd().collect();

    ByteBuffer bytes = ByteBuffer.wrap(packed.get(0)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(packed).hasSize(1);
    assertThat(packed.get(0)).hasSize(20);
    assertThat(bytes.getFloat()).isEqualTo(0.5f);
    assertThat(bytes.getFloat()).isEqualTo(1f);
    assertThat(bytes.getFloat()).isEqualTo(2f);
    assertThat(bytes.getLong()).isEqualTo(2L);
  }

  @Test
  void blocks_holdManyWholeRowsInOrder() {
    int count = 3 * PackRows.BLOCK_BYTES / 20;
    List<Row> rows =
        IntStream.range(0, count)
            .mapToObj(i -> RowFactory.create("u", 1.0, 0.0, i == 7 ? null : Vectors.dense(i, 0)))
            .toList();
    Dataset<Row> data = LocalSpark.session().createDataFrame(rows, SCHEMA).coalesce(1);

    List<byte[]> blocks = packed(data, true).rdd().collect();

    assertThat(blocks).hasSize(4);
    List<Float> found = new ArrayList<>();
    for (byte[] block : blocks) {
      assertThat(block.length % 20).isZero();
      assertThat(block.length).isLessThanOrEqualTo(PackRows.BLOCK_BYTES);
      ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 4; at < block.length; at += 20) {
        found.add(bytes.getFloat(at));
      }
    }
    assertThat(found)
        .isEqualTo(IntStream.range(0, count).filter(i -> i != 7).mapToObj(i -> (float) i).toList());
  }

  @Test
  void weight_isOneWithoutAColumn() {
    PackedRows packed =
        PackedRows.of(
            "Stage", data(row(Vectors.dense(1, 2), 2.0, 7.0)), SPECS, Optional.empty(), false);

    assertThat(
            ByteBuffer.wrap(packed.rdd().collect().get(0))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat())
        .isEqualTo(1f);
  }

  @Test
  void error_namesColumnCountAndFirstRow() {
    Dataset<Row> data =
        data(
            row(Vectors.dense(1, 2), 0.0, 1.0),
            row(Vectors.dense(1, 2), 1.0, 1.0),
            row(null, 1.0, 1.0),
            row(Vectors.dense(1, Double.NaN), 1.0, 1.0),
            row(Vectors.dense(1), 1.0, 1.0),
            row(null, 0.0, 1.0),
            row(Vectors.dense(1, 2), null, 1.0));

    assertThat(failure(packed(data, false)))
        .isInstanceOf(InvalidRowException.class)
        .hasMessageContaining(
            "Stage: expected 2 finite numbers ([2]) in column \"f.x\", got null in 2 of 7 rows, the"
                + " first at row 2: [null,1.0,1.0]")
        .hasMessageContaining("NaN or infinite in 1 of 7 rows, the first at row 3")
        .hasMessageContaining("the wrong length in 1 of 7 rows, the first at row 4")
        .hasMessageContaining("in column \"y\", got null in 1 of 7 rows, the first at row 6");
  }

  @Test
  void skip_dropsTheRowsAndCountsThem() {
    Dataset<Row> data =
        data(
            row(null, 0.0, 1.0),
            row(Vectors.dense(1, 2), 1.0, 1.0),
            row(Vectors.dense(1), 1.0, 1.0));
    PackedRows packed = packed(data, true);

    assertThat(packed.rdd().collect()).singleElement().extracting(b -> b.length).isEqualTo(20);
    assertThat(packed.dropped().value()).isEqualTo(2);
  }

  @Test
  void labels_areErrorsEvenWhenRowsAreDropped() {
    Dataset<Row> data =
        data(
            row(Vectors.dense(1, 2), -1.0, 1.0),
            row(Vectors.dense(1, 2), 0.5, 1.0),
            row(Vectors.dense(1, 2), 3.0, 1.0),
            row(null, 3.0, 1.0));

    assertThat(failure(packed(data, true)))
        .hasMessageContaining(
            "expected labels from 0 to 2 in column \"y\", got a negative label in 1 of 4 rows, the"
                + " first at row 0")
        .hasMessageContaining("got a fractional label in 1 of 4 rows, the first at row 1")
        .hasMessageContaining("got a label beyond the network's outputs in 1 of 4 rows")
        .hasMessageNotContaining("null in");
  }

  @Test
  void weights_belowZeroAreErrors() {
    assertThat(failure(packed(data(row(Vectors.dense(1, 2), 1.0, -2.0)), true)))
        .hasMessageContaining(
            "expected a finite weight of 0 or more in column \"w`t\", got a negative weight");
  }

  @Test
  void otherFailures_stayAsTheyAre() {
    RuntimeException other = new RuntimeException("network down");

    assertThat(packed(data(row(null, 0.0, 1.0)), false).faults(other)).isEmpty();
  }

  private static Throwable failure(PackedRows packed) {
    Throwable failure = catchThrowable(() -> packed.rdd().count());
    assertThat(failure).isInstanceOf(Exception.class);
    return packed.faults((Exception) failure).orElseThrow();
  }

  private static PackedRows packed(Dataset<Row> data, boolean drop) {
    return PackedRows.of("Stage", data, SPECS, Optional.of("w`t"), drop);
  }

  private static Row row(Object... values) {
    return RowFactory.create(values);
  }

  private static Dataset<Row> data(Row... rows) {
    List<Row> ordered =
        Arrays.stream(rows).map(r -> RowFactory.create("u", r.get(2), r.get(1), r.get(0))).toList();
    return LocalSpark.session().createDataFrame(ordered, SCHEMA).coalesce(1);
  }
}
