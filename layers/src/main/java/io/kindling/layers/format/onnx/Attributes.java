package io.kindling.layers.format.onnx;

import io.kindling.layers.format.onnx.proto.AttributeProto;
import io.kindling.layers.format.onnx.proto.AttributeProto.AttributeType;
import io.kindling.layers.format.onnx.proto.NodeProto;
import io.kindling.layers.format.onnx.proto.TensorProto;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The attributes of one node; those that nobody asked for are found out, not ignored. */
final class Attributes {
  private final Map<String, AttributeProto> byName = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  Attributes(NodeProto node) {
    for (AttributeProto attribute : node.getAttributeList()) {
      if (byName.put(attribute.getName(), attribute) != null) {
        throw Refusal.malformed(
            "expected each attribute once, got \""
                + attribute.getName()
                + "\" twice. Mend the file.");
      }
    }
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  private Optional<AttributeProto> find(String name, AttributeType type) {
    asked.add(name);
    AttributeProto attribute = byName.get(name);
    if (attribute != null
        && (attribute.getType() != type || !attribute.getRefAttrName().isEmpty())) {
      throw Refusal.malformed(
          "expected attribute \""
              + name
              + "\" of type "
              + type
              + ", got "
              + attribute.getType()
              + ". Mend the file.");
    }
    return Optional.ofNullable(attribute);
  }

  long integer(String name, long absent) {
    return find(name, AttributeType.INT).map(AttributeProto::getI).orElse(absent);
  }

  /** Returns an attribute that is 0 or 1. */
  boolean flag(String name, boolean absent) {
    return integer(name, absent ? 1 : 0) != 0;
  }

  float number(String name, float absent) {
    return find(name, AttributeType.FLOAT).map(AttributeProto::getF).orElse(absent);
  }

  String text(String name, String absent) {
    return find(name, AttributeType.STRING).map(a -> a.getS().toStringUtf8()).orElse(absent);
  }

  Optional<List<Long>> integers(String name) {
    return find(name, AttributeType.INTS).map(a -> List.copyOf(a.getIntsList()));
  }

  Optional<List<Float>> numbers(String name) {
    return find(name, AttributeType.FLOATS).map(a -> List.copyOf(a.getFloatsList()));
  }

  Optional<TensorProto> tensor(String name) {
    return find(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  /** Marks an attribute as known that has no effect here. */
  void ignore(String name) {
    asked.add(name);
  }

  void requireAllAsked(int opset) {
    for (String name : byName.keySet()) {
      if (!asked.contains(name)) {
        throw Refusal.operator(
            "expected attributes of opset "
                + opset
                + ", got \""
                + name
                + "\". Export the network for another opset.");
      }
    }
  }
}
