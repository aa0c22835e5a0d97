package io.kindling.ml.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.ml.support.LocalSpark;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows as Spark's engine holds them pack as the rows do that users see. */
final class CatalystPackerTest {
  private static final org.apache.spark.sql.types.DataType FLOATS =
      DataTypes.createArrayType(DataTypes.FloatType);
  private static final org.apache.spark.sql.types.DataType NESTED =
      DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.IntegerType));
  private static final org.apache.spark.sql.types.DataType IMAGE = ImageSchema.columnSchema();
  private static final Shape SIX = Shape.of(2, 3);

  private static Stream<Arguments> numbers() {
    Shape one = Shape.scalar();
    return Stream.of(
        arguments(CellKind.NUMBER, DataTypes.ByteType, one, (byte) -3, (byte) 4),
        arguments(CellKind.NUMBER, DataTypes.ShortType, one, (short) -3, (short) 4),
        arguments(CellKind.NUMBER, DataTypes.IntegerType, one, -3, 1 << 20),
        arguments(CellKind.NUMBER, DataTypes.LongType, one, -3L, 1L << 40),
        arguments(CellKind.NUMBER, DataTypes.FloatType, one, 0.25f, Float.NaN),
        arguments(CellKind.NUMBER, DataTypes.DoubleType, one, 0.1, 1e300),
        arguments(CellKind.NUMBER, DataTypes.BooleanType, one, true, false),
        arguments(
            CellKind.NUMBER,
            DataTypes.createDecimalType(30, 3),
            one,
            new BigDecimal("12345678901234567.125"),
            new BigDecimal("-0.5")));
  }

  private static Stream<Arguments> collections() {
    return Stream.of(
        arguments(
            CellKind.VECTOR,
            SQLDataTypes.VectorType(),
            SIX,
            Vectors.dense(1, 2, 3, 4, 5, 6),
            Vectors.sparse(6, new int[] {1, 4}, new double[] {7, -8})),
        arguments(
            CellKind.VECTOR,
            SQLDataTypes.VectorType(),
            SIX,
            Vectors.dense(1, 2, 3),
            Vectors.sparse(7, new int[] {1}, new double[] {7})),
        arguments(
            CellKind.ARRAY,
            FLOATS,
            SIX,
            List.of(1f, 2f, 3f, 4f, 5f, 6f),
            List.of(1f, 2f, 3f, 4f, 5f)),
        arguments(CellKind.ARRAY, FLOATS, SIX, Arrays.asList(1f, 2f, 3f, 4f, null, 6f), List.of()),
        arguments(
            CellKind.ARRAY,
            NESTED,
            SIX,
            List.of(List.of(1, 2, 3), List.of(4, 5, 6)),
            List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6))),
        arguments(
            CellKind.ARRAY,
            NESTED,
            SIX,
            Arrays.asList(List.of(1, 2, 3), null),
            List.of(List.of(1, 2, 3), Arrays.asList(4, null, 6))),
        arguments(
            CellKind.ARRAY,
            NESTED,
            Shape.of(6),
            List.of(List.of(1, 2, 3), List.of(4, 5, 6)),
            List.of(List.of(1), List.of(2))),
        arguments(
            CellKind.BYTES,
            DataTypes.BinaryType,
            SIX,
            new byte[] {1, -1, 2, -2, 3, -3},
            new byte[5]),
        arguments(
            CellKind.IMAGE,
            IMAGE,
            Shape.of(3, 1, 2),
            RowFactory.create("here", 1, 2, 3, 16, new byte[] {1, 2, 3, -4, 5, 6}),
            RowFactory.create("there", 2, 1, 3, 16, new byte[] {1, 2, 3, -4, 5, 6})),
        arguments(
            CellKind.IMAGE,
            IMAGE,
            Shape.of(1, 1, 2),
            RowFactory.create("here", 1, 2, 1, 0, new byte[] {1, -1}),
            RowFactory.create("there", null, 2, 1, 0, new byte[] {1, -1})));
  }

  @ParameterizedTest
  @MethodSource({"numbers", "collections"})
  void columnsOfEveryType_packAlikeAndHaveTheSameFaults(
      CellKind kind,
      org.apache.spark.sql.types.DataType type,
      Shape shape,
      Object first,
      Object second) {
    assertAlike(kind, type, shape, DataType.FLOAT32, first, second);
    assertAlike(kind, type, shape, DataType.FLOAT64, first, second);
    assertAlike(kind, type, shape, DataType.UINT8, first, second);
  }

  private static void assertAlike(
      CellKind kind,
      org.apache.spark.sql.types.DataType type,
      Shape shape,
      DataType stored,
      Object... values) {
    List<ColumnSpec> specs =
        List.of(
            new ColumnSpec("label", "y", CellKind.NUMBER, DataType.INT64, new long[0], 3, 0),
            new ColumnSpec("value", "x", kind, stored, shape.dims(), 0, 0));
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("value", type)
            .add("weight", DataTypes.FloatType);
    List<Row> rows =
        List.of(
            RowFactory.create(2.0, values[0], 0.5f),
            RowFactory.create(2.0, values[1], 0.5f),
            RowFactory.create(3.0, values[0], 0.5f),
            RowFactory.create(2.0, null, 0.5f),
            RowFactory.create(2.0, values[0], -1f),
            RowFactory.create(2.0, values[0], null));
    for (Row row : rows) {
      Dataset<Row> data =
          LocalSpark.session().createDataFrame(Collections.singletonList(row), schema);
      ColumnPacker expected = new ColumnPacker(specs, new int[] {0, 1}, 2);
      byte[] packed = new byte[ColumnPacker.format(specs).rowBytes()];
      Fault fault = expected.pack(data.collectAsList().get(0), packed);

      byte[] ours = new byte[packed.length + 3];
      CatalystPacker packer = new CatalystPacker(specs, schema, true);
      Fault found = packer.pack(data.queryExecution().executedPlan().executeTake(1)[0], ours, 3);

      assertThat(found).as("%s as %s: %s", type, stored, row).isEqualTo(fault);
      if (fault == Fault.NONE) {
        assertThat(Arrays.copyOfRange(ours, 3, ours.length)).as("%s", row).isEqualTo(packed);
      }
    }
  }

  @Test
  void withoutAWeight_everyRowHasOne() {
    List<ColumnSpec> specs =
        List.of(new ColumnSpec("v", "x", CellKind.NUMBER, DataType.UINT8, new long[0], 0, 0));
    StructType schema = new StructType().add("v", DataTypes.IntegerType);
    Dataset<Row> data = LocalSpark.session().createDataFrame(List.of(RowFactory.create(7)), schema);
    byte[] row = new byte[5];

    Fault fault =
        new CatalystPacker(specs, schema, false)
            .pack(data.queryExecution().executedPlan().executeTake(1)[0], row, 0);

    assertThat(fault).isEqualTo(Fault.NONE);
    assertThat(row).containsExactly(0, 0, 0x80, 0x3f, 7);
  }
}
