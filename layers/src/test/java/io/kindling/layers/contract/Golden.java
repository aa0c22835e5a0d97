package io.kindling.layers.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads golden files: a JSON array with a case in each object. */
public final class Golden {
  private Golden() {}

  /** Returns the cases of a file in the resources of this library's packages. */
  public static Stream<JsonNode> cases(String path) {
    try (InputStream stream = Golden.class.getResourceAsStream("/io/kindling/layers/" + path)) {
      if (stream == null) {
        throw new IllegalStateException("Golden: expected " + path + ", got nothing. Make it.");
      }
      return StreamSupport.stream(new ObjectMapper().readTree(stream).spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns an array as a tensor. */
  public static Tensor tensor(JsonNode values, JsonNode shape, DataType type) {
    Tensor tensor = Tensor.zeros(type, Shape.of(longs(shape)));
    fill(tensor, values);
    return tensor;
  }

  static void fill(Tensor tensor, JsonNode values) {
    if (values.size() != tensor.size()) {
      throw new IllegalStateException(
          "Golden: expected " + tensor.size() + " values, got " + values.size() + ".");
    }
    for (int i = 0; i < values.size(); i++) {
      tensor.setDouble(i, values.get(i).doubleValue());
    }
  }

  static long[] longs(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .mapToLong(JsonNode::longValue)
        .toArray();
  }
}
