package io.kindling.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Rows as a JSON array of objects; what is unknown or not required is null. */
final class RowJson {
  private RowJson() {}

  static String of(List<Row> rows) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Row row : rows) {
      ObjectNode object = array.addObject();
      object.put("name", row.name());
      object.put("ours", orNull(row.ours()));
      object.put("peer", orNull(row.peer()));
      object.put("ratio", orNull(row.ratio()));
      object.put("required", orNull(row.required()));
      object.put("goal", row.goal().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      object.put("ok", row.ok().orElse(null));
      object.put("unit", row.unit());
      object.put("note", row.note());
    }
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("RowJson: expected plain values, got " + rows + ".", e);
    }
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
