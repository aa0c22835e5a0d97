package io.kindling.layers.format.onnx;

import io.kindling.graph.Value;
import io.kindling.graph.op.Expand;
import io.kindling.graph.op.ShapeOf;
import io.kindling.graph.op.Size;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.onnx.OperatorTable.Rows;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Operators whose result is known while reading: constants, and what is asked of shapes. */
final class ConstantReaders {
  private static final long LONGEST_RANGE = 1 << 20;

  private ConstantReaders() {}

  static void rows(Rows rows) {
    rows.add("Constant", 7, node -> List.of(Known.Fixed.of(constant(node))));
    rows.add("ConstantOfShape", 9, NodeReader.one(ConstantReaders::constantOfShape));
    rows.add("Range", 11, NodeReader.one(ConstantReaders::range));
    rows.add("Shape", 7, ConstantReaders::shape);
    rows.add("Size", 7, ConstantReaders::size);
  }

  private static Tensor constant(NodeScope node) {
    Attributes attributes = node.attributes();
    for (String name : List.of("value_string", "value_strings", "sparse_value")) {
      if (attributes.has(name)) {
        throw Refusal.of(
            FormatProblem.Kind.ELEMENT_TYPE,
            "expected a constant of numbers, got " + name + ". Save it as a dense tensor.");
      }
    }
    Optional<TensorProto> value = attributes.tensor("value");
    if (value.isPresent()) {
      return TensorReading.read(value.get(), node.external());
    }
    if (attributes.has("value_int")) {
      return Tensor.ofLongs(attributes.integer("value_int", 0)).reshape(Shape.scalar());
    }
    if (attributes.has("value_float")) {
      return Tensor.scalar(attributes.number("value_float", 0));
    }
    Optional<List<Long>> integers = attributes.integers("value_ints");
    if (integers.isPresent()) {
      return Tensor.ofLongs(integers.get().stream().mapToLong(Long::longValue).toArray());
    }
    List<Float> numbers =
        attributes
            .numbers("value_floats")
            .orElseThrow(
                () -> Refusal.malformed("expected a value, got none. Save the constant again."));
    Tensor tensor = Tensor.zeros(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      tensor.setFloat(i, numbers.get(i));
    }
    return tensor;
  }

  private static Value constantOfShape(NodeScope node) {
    Tensor element =
        node.attributes()
            .tensor("value")
            .map(value -> TensorReading.read(value, node.external()))
            .orElseGet(() -> Tensor.zeros(DataType.FLOAT32, Shape.of(1)));
    if (element.size() != 1) {
      throw Refusal.malformed(
          "expected a value of one element, got " + element.shape() + ". Mend the file.");
    }
    return node.apply(new Expand(node.dims(0)), node.constant(element.reshape(Shape.scalar())));
  }

  private static Value range(NodeScope node) {
    Tensor start = number(node, 0);
    Tensor limit = number(node, 1);
    Tensor delta = number(node, 2);
    double step = delta.getDouble(0);
    double count = step == 0 ? Double.NaN : count(start, limit, delta);
    if (!(count <= LONGEST_RANGE)) {
      throw Refusal.malformed(
          "expected a range of at most "
              + LONGEST_RANGE
              + " numbers, got from "
              + start.getDouble(0)
              + " to "
              + limit.getDouble(0)
              + " by "
              + step
              + ". Mend the file.");
    }
    Tensor range = Tensor.zeros(start.type(), Shape.of((long) Math.max(count, 0)));
    for (long i = 0; i < range.size(); i++) {
      if (range.type().isFloating()) {
        range.setDouble(i, start.getDouble(0) + i * step);
      } else {
        range.setLong(i, start.getLong(0) + i * delta.getLong(0));
      }
    }
    return node.constant(range);
  }

  private static double count(Tensor start, Tensor limit, Tensor delta) {
    return start.type().isFloating()
        ? Math.ceil((limit.getDouble(0) - start.getDouble(0)) / delta.getDouble(0))
        : -Math.floorDiv(Math.subtractExact(start.getLong(0), limit.getLong(0)), delta.getLong(0));
  }

  private static Tensor number(NodeScope node, int index) {
    Tensor number = node.fixed(index);
    if (number.size() != 1 || number.type() != node.type(0).dataType()) {
      throw Refusal.malformed(
          "expected numbers of one type, got "
              + number.type()
              + " "
              + number.shape()
              + " as input "
              + index
              + ". Mend the file.");
    }
    return number;
  }

  private static List<Known> shape(NodeScope node) {
    Attributes attributes = node.attributes();
    ShapeOf op =
        node.opset() < 15
            ? ShapeOf.all()
            : new ShapeOf(
                attributes.integer("start", 0), attributes.integer("end", Long.MAX_VALUE));
    Shape part = op.part(node.type(0).shape());
    return List.of(BatchSamples.dims(part, () -> node.apply(op, node.value(0))));
  }

  private static List<Known> size(NodeScope node) {
    Shape shape = node.type(0).shape();
    return List.of(BatchSamples.size(shape, () -> node.apply(new Size(), node.value(0))));
  }
}
