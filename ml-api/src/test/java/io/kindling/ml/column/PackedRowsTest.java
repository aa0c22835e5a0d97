package io.kindling.ml.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kindling.ml.support.LocalSpark;
import io.kindling.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
          new ColumnSpec("f.x", "x", CellKind.VECTOR, DataType.FLOAT32, new long[] {2}, 0),
          new ColumnSpec("y", "target_0", CellKind.NUMBER, DataType.INT64, new long[0], 3));

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

    assertThat(packed.rdd().count()).isEqualTo(1);
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

    assertThat(packed(data(row(null, 0.0, 1.0)), false).explained(other)).isSameAs(other);
  }

  private static Throwable failure(PackedRows packed) {
    Throwable failure = catchThrowable(() -> packed.rdd().count());
    assertThat(failure).isInstanceOf(Exception.class);
    return packed.explained((Exception) failure);
  }

  private static PackedRows packed(Dataset<Row> data, boolean drop) {
    return PackedRows.of("Stage", data, SPECS, Optional.of("w`t"), drop);
  }

  private static Row row(Object... values) {
    return RowFactory.create(values);
  }

  private static Dataset<Row> data(Row... rows) {
    StructType schema =
        new StructType()
            .add("unused", DataTypes.StringType)
            .add("w`t", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType)
            .add("f.x", SQLDataTypes.VectorType());
    List<Row> ordered =
        Arrays.stream(rows).map(r -> RowFactory.create("u", r.get(2), r.get(1), r.get(0))).toList();
    return LocalSpark.session().createDataFrame(ordered, schema).coalesce(1);
  }
}
