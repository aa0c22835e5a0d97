package io.kindling.ml.column;

import io.kindling.tensor.Shape;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * An image of Spark's image source as numbers from 0 to 255, {@code [channels, height, width]}.
 *
 * <p>Spark stores pixels as OpenCV does, in the order BGR or BGRA; the network gets RGB or RGBA,
 * the order that published networks are trained on. Images are not resized: another size than the
 * network's is {@link Fault#LENGTH}.
 */
record ImageCell(int channels, int height, int width) implements Cell {
  /** The fields of Spark's image struct that are read. */
  static final List<String> FIELDS = List.of("height", "width", "nChannels", "mode", "data");

  private static final List<Integer> UNSIGNED_BYTE_MODES = List.of(0, 16, 24);

  static ImageCell of(Shape shape) {
    return new ImageCell((int) shape.dim(0), (int) shape.dim(1), (int) shape.dim(2));
  }

  @Override
  public Fault write(Object value, Numbers out) {
    Row image = (Row) value;
    if (FIELDS.stream().anyMatch(field -> image.isNullAt(image.fieldIndex(field)))) {
      return Fault.NULL;
    }
    return write(
        image.<Integer>getAs("height"),
        image.<Integer>getAs("width"),
        image.<Integer>getAs("nChannels"),
        image.<Integer>getAs("mode"),
        image.<byte[]>getAs("data"),
        out);
  }

  /** Writes an image by the values of {@link #FIELDS}. */
  Fault write(int rows, int columns, int depth, int mode, byte[] data, Numbers out) {
    boolean fits =
        UNSIGNED_BYTE_MODES.contains(mode)
            && depth == channels
            && rows == height
            && columns == width
            && data.length == channels * height * width;
    return fits ? pixels(data, out) : Fault.LENGTH;
  }

  private Fault pixels(byte[] data, Numbers out) {
    int area = height * width;
    for (int channel = 0; channel < channels; channel++) {
      int source = channels >= 3 && channel < 3 ? 2 - channel : channel;
      for (int pixel = 0; pixel < area; pixel++) {
        int number = data[pixel * channels + source] & 0xff;
        Fault fault = out.put(channel * area + pixel, number);
        if (fault != Fault.NONE) {
          return fault;
        }
      }
    }
    return Fault.NONE;
  }
}
