package io.kindling.training;

import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a row of training data is packed into bytes: its weight as FLOAT32, then every field, all
 * little-endian, without gaps. All rows have the same size, so a block of rows is an array.
 */
public record RowFormat(List<Field> fields) {
  /** The bytes of the row weight, which stands first. */
  public static final int WEIGHT_BYTES = Float.BYTES;

  /**
   * One input or target of the training graph.
   *
   * @param name the name of the graph's input
   * @param type the type as it is stored, which may be narrower than the graph's (UINT8 pixels)
   * @param shape the shape of one row, without the batch
   */
  public record Field(String name, DataType type, Shape shape) {
    /** Returns the bytes that a row has of this field. */
    public int bytes() {
      return Math.toIntExact(Math.multiplyExact(shape.size(), type.bytes()));
    }
  }

  /** Copies the list. */
  public RowFormat {
    fields = List.copyOf(fields);
  }

  /** Returns the format that stores every input as the graph wants it. */
  public static RowFormat of(Map<String, Type> inputs) {
    List<Field> fields = new ArrayList<>();
    inputs.forEach(
        (name, type) -> fields.add(new Field(name, type.dataType(), type.shape().drop(0))));
    return new RowFormat(fields);
  }

  /** Returns the bytes of a packed row. */
  public int rowBytes() {
    int bytes = WEIGHT_BYTES;
    for (Field field : fields) {
      bytes = Math.addExact(bytes, field.bytes());
    }
    return bytes;
  }

  /** Returns the byte at which a field begins in a row. */
  public int offset(int field) {
    int offset = WEIGHT_BYTES;
    for (int i = 0; i < field; i++) {
      offset += fields.get(i).bytes();
    }
    return offset;
  }
}
