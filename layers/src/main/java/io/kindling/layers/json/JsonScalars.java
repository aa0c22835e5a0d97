package io.kindling.layers.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads numbers, booleans and strings, each strictly as what it is. */
final class JsonScalars {
  private JsonScalars() {}

  static Object read(JsonNode node, Class<?> type, String path) {
    if (type == int.class || type == Integer.class) {
      if (node.isIntegralNumber() && node.canConvertToInt()) {
        return node.intValue();
      }
      throw JsonFault.at(path, "a whole number of 32 bits", node, "Correct the number.");
    } else if (type == long.class || type == Long.class) {
      if (node.isIntegralNumber() && node.canConvertToLong()) {
        return node.longValue();
      }
      throw JsonFault.at(path, "a whole number of 64 bits", node, "Correct the number.");
    } else if (type == double.class || type == Double.class) {
      if (node.isNumber() && Double.isFinite(node.doubleValue())) {
        return node.doubleValue();
      }
      throw JsonFault.at(path, "a finite number", node, "Correct the number.");
    } else if (type == float.class || type == Float.class) {
      if (node.isNumber() && Float.isFinite((float) node.doubleValue())) {
        return (float) node.doubleValue();
      }
      throw JsonFault.at(path, "a finite number of 32 bits", node, "Correct the number.");
    } else if (type == boolean.class || type == Boolean.class) {
      if (node.isBoolean()) {
        return node.booleanValue();
      }
      throw JsonFault.at(path, "true or false", node, "Write it without quotes.");
    } else if (type == String.class) {
      if (node.isTextual()) {
        return node.textValue();
      }
      throw JsonFault.at(path, "a string", node, "Put it in quotes.");
    }
    throw JsonFault.at(
        path,
        "a component that JSON can hold",
        type.getName(),
        "Use numbers, booleans, strings, enums, shapes, records, lists or optionals.");
  }
}
