package io.kindling.ml.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

final class CellTest {
  private static final float[] SIX = {0, 1, 2, 3, 4, 5};

  @Test
  void vectors_denseAndSparse_giveTheSameNumbers() {
    float[] dense = read(CellKind.VECTOR, Shape.of(1, 2, 3), Vectors.dense(0, 1, 0, 3, 0, 5));
    float[] sparse =
        read(
            CellKind.VECTOR,
            Shape.of(1, 2, 3),
            Vectors.sparse(6, new int[] {1, 3, 5}, new double[] {1, 3, 5}));

    assertThat(dense).containsExactly(0, 1, 0, 3, 0, 5);
    assertThat(sparse).containsExactly(dense);
  }

  @Test
  void arrays_flatAndNested_areRowMajor() {
    assertThat(read(CellKind.ARRAY, Shape.of(2, 3), seq(0, 1, 2, 3, 4, 5))).containsExactly(SIX);
    assertThat(read(CellKind.ARRAY, Shape.of(2, 3), seq(seq(0, 1L, 2.0), seq(3f, (short) 4, 5))))
        .containsExactly(SIX);
  }

  @Test
  void arrays_ofAnotherNesting_haveTheWrongLength() {
    assertThat(fault(CellKind.ARRAY, Shape.of(2, 3), seq(seq(0, 1), seq(2, 3), seq(4, 5))))
        .isEqualTo(Fault.LENGTH);
    assertThat(fault(CellKind.ARRAY, Shape.of(6), seq(seq(0, 1, 2), seq(3, 4, 5))))
        .isEqualTo(Fault.LENGTH);
    assertThat(fault(CellKind.ARRAY, Shape.of(6), seq())).isEqualTo(Fault.LENGTH);
  }

  @Test
  void arrays_withNullInside_areNull() {
    assertThat(fault(CellKind.ARRAY, Shape.of(2), seq(1, null))).isEqualTo(Fault.NULL);
    assertThat(fault(CellKind.ARRAY, Shape.of(2, 2), seq(seq(1, 2), null))).isEqualTo(Fault.NULL);
  }

  @Test
  void numbers_ofEveryWidth_areRead() {
    for (Object value : List.of((byte) 3, (short) 3, 3, 3L, 3f, 3.0, new BigDecimal("3"))) {
      assertThat(read(CellKind.NUMBER, Shape.scalar(), value)).containsExactly(3);
    }
    assertThat(read(CellKind.NUMBER, Shape.of(1), true)).containsExactly(1);
  }

  @Test
  void bytes_areUnsigned() {
    assertThat(read(CellKind.BYTES, Shape.of(2), new byte[] {-1, 1})).containsExactly(255, 1);
  }

  @Test
  void images_becomeChannelsFirstRedGreenBlue() {
    byte[] twoPixelsBlueGreenRed = {1, 2, 3, 4, 5, 6};

    assertThat(read(CellKind.IMAGE, Shape.of(3, 1, 2), image(1, 2, 3, 16, twoPixelsBlueGreenRed)))
        .containsExactly(3, 6, 2, 5, 1, 4);
  }

  @Test
  void images_withAlpha_keepItLast() {
    assertThat(
            read(CellKind.IMAGE, Shape.of(4, 1, 1), image(1, 1, 4, 24, new byte[] {1, 2, 3, -1})))
        .containsExactly(3, 2, 1, 255);
  }

  @Test
  void images_ofAnotherSizeOrMode_haveTheWrongLength() {
    byte[] data = {1, 2, 3, 4, 5, 6};
    assertThat(fault(CellKind.IMAGE, Shape.of(3, 2, 1), image(1, 2, 3, 16, data)))
        .isEqualTo(Fault.LENGTH);
    assertThat(fault(CellKind.IMAGE, Shape.of(3, 1, 2), image(1, 2, 3, 21, data)))
        .isEqualTo(Fault.LENGTH);
  }

  @Test
  void floats_mustBeFinite() {
    assertThat(fault(CellKind.VECTOR, Shape.of(2), Vectors.dense(1, Double.NaN)))
        .isEqualTo(Fault.NOT_FINITE);
    assertThat(fault(CellKind.VECTOR, Shape.of(2), Vectors.dense(1, 1e300)))
        .isEqualTo(Fault.NOT_FINITE);
  }

  @Test
  void integers_mustBeWholeAndInRange() {
    assertThat(put(DataType.INT32, 0, 2.0)).isEqualTo(Fault.NONE);
    assertThat(put(DataType.INT32, 0, 2.5)).isEqualTo(Fault.NOT_WHOLE);
    assertThat(put(DataType.INT32, 0, 3e9)).isEqualTo(Fault.NOT_WHOLE);
    assertThat(put(DataType.INT64, 0, -3e9)).isEqualTo(Fault.NONE);
    assertThat(put(DataType.INT64, 0, Double.NaN)).isEqualTo(Fault.NOT_FINITE);
    assertThat(put(DataType.UINT8, 0, 255)).isEqualTo(Fault.NONE);
    assertThat(put(DataType.UINT8, 0, -1)).isEqualTo(Fault.NOT_WHOLE);
    assertThat(put(DataType.BOOL, 0, 2)).isEqualTo(Fault.NOT_WHOLE);
  }

  @Test
  void labels_mustBeWholeAndWithinTheClasses() {
    assertThat(put(DataType.INT64, 3, 2)).isEqualTo(Fault.NONE);
    assertThat(put(DataType.INT64, 3, 3)).isEqualTo(Fault.LABEL_BEYOND);
    assertThat(put(DataType.INT64, 3, Double.POSITIVE_INFINITY)).isEqualTo(Fault.LABEL_BEYOND);
    assertThat(put(DataType.INT64, 3, -1)).isEqualTo(Fault.NEGATIVE_LABEL);
    assertThat(put(DataType.INT64, 3, 0.5)).isEqualTo(Fault.FRACTIONAL_LABEL);
    assertThat(put(DataType.INT64, 3, Double.NaN)).isEqualTo(Fault.NOT_FINITE);
  }

  private static Fault put(DataType type, long labels, double value) {
    Numbers numbers = new Numbers(type, labels, 0);
    numbers.at(new byte[8], 0);
    return numbers.put(0, value);
  }

  private static Fault fault(CellKind kind, Shape shape, Object value) {
    return write(kind, shape, value, new byte[4 * (int) shape.size()]);
  }

  private static float[] read(CellKind kind, Shape shape, Object value) {
    byte[] bytes = new byte[4 * (int) shape.size()];
    assertThat(write(kind, shape, value, bytes)).isEqualTo(Fault.NONE);
    float[] floats = new float[(int) shape.size()];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  private static Fault write(CellKind kind, Shape shape, Object value, byte[] bytes) {
    Numbers numbers = new Numbers(DataType.FLOAT32, 0, 0);
    numbers.at(bytes, 0);
    return Cell.of(new ColumnSpec("c", "x", kind, DataType.FLOAT32, shape.dims(), 0, 0))
        .write(value, numbers);
  }

  private static Object image(int height, int width, int channels, int mode, byte[] data) {
    return new GenericRowWithSchema(
        new Object[] {"origin", height, width, channels, mode, data}, ImageSchema.columnSchema());
  }

  private static Object seq(Object... values) {
    List<Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(value);
    }
    return CollectionConverters.asScala(list).toSeq();
  }
}
