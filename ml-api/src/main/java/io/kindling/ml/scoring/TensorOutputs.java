package io.kindling.ml.scoring;

import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The outputs of any network as they are: a number for {@code [batch]}, a vector for {@code [batch,
 * n]}, nested arrays of floats for more axes; whole numbers as longs and arrays of longs.
 *
 * @param columns the number of outputs
 */
public record TensorOutputs(int columns) implements Outputs {
  /** Returns the type of the column of an output. */
  public static DataType columnType(io.kindling.graph.Type output) {
    boolean floating = output.dataType().isFloating();
    int axes = output.shape().rank() - 1;
    if (floating && axes == 1) {
      return SQLDataTypes.VectorType();
    }
    DataType type = floating ? DataTypes.FloatType : DataTypes.LongType;
    if (axes == 0) {
      return floating ? DataTypes.DoubleType : type;
    }
    for (int i = 0; i < axes; i++) {
      type = DataTypes.createArrayType(type, false);
    }
    return type;
  }

  @Override
  public void write(List<Tensor> outputs, int row, Object[] cells, int first) {
    for (int i = 0; i < columns; i++) {
      cells[first + i] = cell(outputs.get(i), row);
    }
  }

  private static Object cell(Tensor output, int row) {
    Shape shape = output.shape().drop(0);
    boolean floating = output.type().isFloating();
    if (shape.rank() == 0) {
      return floating ? (Object) output.getDouble(row) : (Object) output.getLong(row);
    }
    long first = row * shape.size();
    if (floating && shape.rank() == 1) {
      double[] values = new double[(int) shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = output.getDouble(first + i);
      }
      return Vectors.dense(values);
    }
    return nested(output, shape, 0, first);
  }

  private static Object nested(Tensor output, Shape shape, int axis, long first) {
    if (axis == shape.rank()) {
      return output.type().isFloating()
          ? (Object) (float) output.getDouble(first)
          : (Object) output.getLong(first);
    }
    List<Object> values = new ArrayList<>();
    for (long i = 0; i < shape.dim(axis); i++) {
      values.add(nested(output, shape, axis + 1, first + i * shape.strides()[axis]));
    }
    return CollectionConverters.asScala(values).toSeq();
  }
}
