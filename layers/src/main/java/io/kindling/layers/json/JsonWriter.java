package io.kindling.layers.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.tensor.Shape;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** Turns values into a JSON tree. */
final class JsonWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonTypes types;

  JsonWriter(JsonTypes types) {
    this.types = types;
  }

  /**
   * Returns the tree of a value.
   *
   * @param declared the type under which it will be read
   */
  JsonNode write(Object value, Type declared, String path) {
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof Integer || value instanceof Long) {
      return NODES.numberNode(((Number) value).longValue());
    } else if (value instanceof Float number) {
      finite(number, path);
      return NODES.numberNode(number);
    } else if (value instanceof Double number) {
      finite(number, path);
      return NODES.numberNode(number);
    } else if (value instanceof String text) {
      return NODES.textNode(text);
    } else if (value instanceof Enum<?> constant) {
      return NODES.textNode(constant.name());
    } else if (value instanceof Shape shape) {
      ArrayNode array = NODES.arrayNode();
      for (long dim : shape.dims()) {
        array.add(dim);
      }
      return array;
    } else if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode();
      for (int i = 0; i < list.size(); i++) {
        array.add(write(list.get(i), JsonRecords.argument(declared), path + "[" + i + "]"));
      }
      return array;
    } else if (value instanceof Record object) {
      return write(object, declared, path);
    }
    throw JsonFault.at(
        path,
        "a record, number, string, boolean, enum, shape or list",
        value.getClass().getName(),
        "Make it a record and register it.");
  }

  private JsonNode write(Record value, Type declared, String path) {
    ObjectNode object = NODES.objectNode();
    Optional<JsonTypes.Entry> entry = types.entry(value.getClass());
    if (entry.isPresent()) {
      object.put(JsonTypes.TYPE, entry.get().name());
    } else if (path.equals("$") || !declared.equals(value.getClass())) {
      throw JsonFault.at(
          path,
          "a registered type",
          value.getClass().getName(),
          "Register it with a JsonTypesProvider, or give the codec its JsonTypes.");
    }
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String name = component.getName();
      Object part = JsonRecords.get(value, component);
      Type type = component.getGenericType();
      if (!(part instanceof Optional<?> optional)) {
        object.set(name, write(part, type, path + "." + name));
      } else if (optional.isPresent()) {
        object.set(name, write(optional.get(), JsonRecords.argument(type), path + "." + name));
      }
    }
    return object;
  }

  private static void finite(double number, String path) {
    if (!Double.isFinite(number)) {
      throw JsonFault.at(
          path, "a finite number", Double.toString(number), "JSON has no other numbers.");
    }
  }
}
