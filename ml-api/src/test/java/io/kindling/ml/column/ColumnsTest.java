package io.kindling.ml.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
  private static final Columns COLUMNS =
      new Columns(
          "Stage",
          new StructType()
              .add("n", DataTypes.IntegerType)
              .add("v", SQLDataTypes.VectorType())
              .add("a", DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.FloatType)))
              .add("strings", DataTypes.createArrayType(DataTypes.StringType))
              .add("image", ImageSchema.columnSchema())
              .add("b", DataTypes.BinaryType)
              .add("s", DataTypes.StringType)
              .add("flag", DataTypes.BooleanType));

  @Test
  void input_takesItsKindFromTheColumnAndItsShapeFromTheNetwork() {
    assertThat(COLUMNS.input("v", "featuresCol", "x", Type.float32(-1, 2, 3)))
        .isEqualTo(
            new ColumnSpec("v", "x", CellKind.VECTOR, DataType.FLOAT32, new long[] {2, 3}, 0, 0));
    assertThat(COLUMNS.input("n", "featuresCol", "x", Type.float32(-1)).kind())
        .isEqualTo(CellKind.NUMBER);
    assertThat(COLUMNS.input("a", "featuresCol", "x", Type.float32(-1, 2, 3)).kind())
        .isEqualTo(CellKind.ARRAY);
    assertThat(COLUMNS.input("image", "featuresCol", "x", Type.float32(-1, 3, 2, 2)).kind())
        .isEqualTo(CellKind.IMAGE);
    assertThat(COLUMNS.input("b", "featuresCol", "x", Type.float32(-1, 4)).kind())
        .isEqualTo(CellKind.BYTES);
  }

  @Test
  void missingColumn_isNamedWithTheParamAndTheColumnsThereAre() {
    assertThatThrownBy(() -> COLUMNS.input("w", "featuresCol", "x", Type.float32(-1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Stage: expected a column \"w\" (featuresCol), got [n, v, a,");
  }

  @Test
  void wrongType_isNamedWithTheColumn() {
    assertThatThrownBy(() -> COLUMNS.input("s", "featuresCol", "x", Type.float32(-1, 2)))
        .hasMessageContaining("in column \"s\" (featuresCol), got string");
    assertThatThrownBy(() -> COLUMNS.input("strings", "featuresCol", "x", Type.float32(-1, 2)))
        .hasMessageContaining("got array<string>");
    assertThatThrownBy(() -> COLUMNS.number("s", "weightCol")).hasMessageContaining("a number");
    assertThatThrownBy(() -> COLUMNS.flag("n", "validationIndicatorCol"))
        .hasMessageContaining("a Boolean");
  }

  @Test
  void singleNumber_doesNotFillAWideInput() {
    assertThatThrownBy(() -> COLUMNS.input("n", "featuresCol", "x", Type.float32(-1, 784)))
        .hasMessageContaining("expected 784 numbers a row for input [784] in column \"n\"");
  }

  @Test
  void images_needAnInputOfThreeAxes() {
    assertThatThrownBy(() -> COLUMNS.input("image", "featuresCol", "x", Type.float32(-1, 12)))
        .hasMessageContaining("[batch, channels, height, width]");
  }

  @Test
  void inputWithoutBatch_isRefused() {
    assertThatThrownBy(
            () ->
                COLUMNS.input("v", "featuresCol", "x", new Type(DataType.FLOAT32, Shape.of(8, 2))))
        .hasMessageContaining("expected an input \"x\" of shape [batch, ...], got [8, 2]");
  }
}
