package io.kindling.layers.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.tensor.Shape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a JSON tree into values of declared types. */
final class JsonReader {
  private final JsonTypes types;

  JsonReader(JsonTypes types) {
    this.types = types;
  }

  Object read(JsonNode node, Type declared, String path) {
    Class<?> type =
        (Class<?>)
            (declared instanceof ParameterizedType generic ? generic.getRawType() : declared);
    if (type == List.class) {
      return list(node, JsonRecords.argument(declared), path);
    } else if (type == Optional.class) {
      return Optional.of(read(node, JsonRecords.argument(declared), path));
    } else if (type == Shape.class) {
      return Shape.of(longs(node, path));
    } else if (type.isEnum()) {
      return constant(node, type, path);
    } else if (type.isRecord() || type.isInterface() || type == Record.class) {
      return record(node, type, path);
    }
    return JsonScalars.read(node, type, path);
  }

  private List<Object> list(JsonNode node, Type element, String path) {
    if (!node.isArray()) {
      throw JsonFault.at(path, "an array", node, "Write it as [...].");
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      values.add(read(node.get(i), element, path + "[" + i + "]"));
    }
    return List.copyOf(values);
  }

  private long[] longs(JsonNode node, String path) {
    return list(node, Long.class, path).stream().mapToLong(v -> (Long) v).toArray();
  }

  private static Object constant(JsonNode node, Class<?> type, String path) {
    for (Object constant : type.getEnumConstants()) {
      if (node.isTextual() && ((Enum<?>) constant).name().equals(node.textValue())) {
        return constant;
      }
    }
    throw JsonFault.at(
        path, "one of " + Arrays.toString(type.getEnumConstants()), node, "Correct the name.");
  }

  private Object record(JsonNode node, Class<?> declared, String path) {
    if (!node.isObject()) {
      throw JsonFault.at(
          path, "an object for " + declared.getSimpleName(), node, "Write it as {...}.");
    }
    if (declared.isRecord() && types.entry(declared).isEmpty()) {
      return record(
          node,
          new JsonTypes.Entry(
              declared.getSimpleName(),
              declared.asSubclass(Record.class),
              Optional.empty(),
              Set.of()),
          path);
    }
    JsonNode type = node.path(JsonTypes.TYPE);
    List<JsonTypes.Entry> entries =
        type.isTextual() ? types.entries(type.textValue(), declared) : List.of();
    if (entries.size() != 1) {
      throw JsonFault.at(
          path + "." + JsonTypes.TYPE,
          "one type among " + types.names(declared),
          type,
          "Correct the name, or register the type with a JsonTypesProvider.");
    }
    return record(node, entries.get(0), path);
  }

  private Object record(JsonNode node, JsonTypes.Entry entry, String path) {
    RecordComponent[] components = entry.type().getRecordComponents();
    Set<String> known =
        Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
    node.fieldNames()
        .forEachRemaining(
            name -> {
              boolean isType = name.equals(JsonTypes.TYPE) && types.entry(entry.type()).isPresent();
              if (!isType && !known.contains(name)) {
                throw JsonFault.at(
                    path,
                    "fields of " + entry.name() + " " + known.stream().sorted().toList(),
                    "\"" + JsonFault.shortened(name) + "\"",
                    "Remove or rename it.");
              }
            });
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = component(node, entry, components[i], path);
    }
    try {
      return JsonRecords.create(entry.type(), arguments);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalArgumentException("JSON " + path + ": " + e.getMessage(), e);
    }
  }

  private Object component(
      JsonNode node, JsonTypes.Entry entry, RecordComponent component, String path) {
    String name = component.getName();
    if (node.has(name)) {
      return read(node.get(name), component.getGenericType(), path + "." + name);
    }
    Optional<Record> defaults = entry.defaults(name);
    if (defaults.isPresent()) {
      return JsonRecords.get(defaults.get(), component);
    }
    if (component.getType() == Optional.class) {
      return Optional.empty();
    }
    throw JsonFault.at(path, "field \"" + name + "\" of " + entry.name(), "none", "Add it.");
  }
}
